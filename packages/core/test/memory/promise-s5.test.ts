import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openMemory, type SpaceMemory } from "@pagefile/core";
import type { Entry, Journal } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { describe, expect, it, onTestFinished } from "vitest";
import { all, openTestMemory } from "./open-test-memory.ts";

const everyByte = process.env["PAGEFILE_PROMISE_SCALE"] === "full";

const bare = "0".repeat(64);

async function history(): Promise<{ space: SpaceMemory; journal: Journal; entries: Entry[] }> {
  const { space, journal } = openTestMemory();
  const { records } = await space.write([
    { kind: "message", text: "first", attributes: { session: "s1" } },
    { kind: "passage", text: "second" },
    { kind: "message", text: "third" },
  ]);
  const [one, two, three] = records.map(({ id }) => id);
  await space.update(one ?? "", { text: "first, edited" });
  await space.delete(two ?? "");
  await space.erase(three ?? "");
  return { space, journal, entries: await all(journal.read(space.name, 0)) };
}

/** The journal as it looks when somebody changed its entries where they lie. */
function tampered(journal: Journal, entries: readonly Entry[]): SpaceMemory {
  const altered = new Proxy(journal, {
    get(target, property) {
      if (property === "read")
        return async function* (_: string, after: number) {
          yield* entries.slice(after);
        };
      const member: unknown = Reflect.get(target, property, target);
      return typeof member === "function" ? (member.bind(target) as unknown) : member;
    },
  });
  return openMemory({ journal: altered }).space("acme/alice");
}

/** Each way to change a value a little. */
function flips(value: unknown): unknown[] {
  if (typeof value === "number") return [value + 1, value - 1];
  if (typeof value === "boolean") return [!value];
  if (typeof value === "string")
    return [`${value}x`, value.slice(1), ...(value === "" ? [] : [value.replace(/.$/, (last) => (last === "0" ? "1" : "0"))])];
  if (Array.isArray(value)) return [[...(value as unknown[]), "x"]];
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([name, member]) => [
      ...flips(member).map((flipped) => ({ ...value, [name]: flipped })),
      { ...value, [name]: undefined },
    ]);
  return [];
}

interface StoredEntry {
  readonly seq: number;
  readonly [column: string]: string | number;
}

const columns = ["operation", "id", "recorded_at", "payload", "salt", "payload_hash", "hash"];

describe("S5: tampering with the journal is found and located", () => {
  it("every byte of a 64 KB journal in a file that is changed is found at its entry", { timeout: 3_600_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "pagefile-tampered-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "memory.db");
    await using memory = openMemory({ journal: sqlite({ file }) });
    const space = memory.space("acme/alice");
    await space.write(
      Array.from({ length: 48 }, (_, at) => ({ kind: "message" as const, text: `${at} ${"Ana moved to Porto. ".repeat(50)}` })),
    );
    const database = new DatabaseSync(file);
    onTestFinished(() => database.close());
    const rows = database.prepare("SELECT * FROM entry ORDER BY seq").all() as unknown as StoredEntry[];
    let place = 0;
    for (const row of rows) {
      for (const column of columns) {
        const text = String(row[column]);
        const write = database.prepare(`UPDATE entry SET ${column} = ? WHERE seq = ?`);
        for (let at = 0; at < text.length; at += 1) {
          place += 1;
          if (!everyByte && place % 509 !== 0) continue;
          write.run(text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1), row.seq);
          const { broken, sound } = await space.verify();
          expect([sound, broken?.seq], `${column} of entry ${row.seq}, byte ${at}`).toEqual([false, row.seq]);
          write.run(text, row.seq);
        }
      }
    }
    expect(place).toBeGreaterThan(64 * 1024);
    expect(await space.verify()).toMatchObject({ sound: true });
  });

  it("an untouched journal verifies", async () => {
    const { space } = await history();
    expect(await space.verify()).toMatchObject({ sound: true, entries: 6, records: 1 });
    expect(await space.verify()).not.toHaveProperty("broken");
  });

  it("every field of every entry that is flipped or taken away is found at that entry", async () => {
    const { journal, entries } = await history();
    let tried = 0;
    for (const [at, entry] of entries.entries()) {
      for (const flipped of flips(entry)) {
        if (JSON.stringify(flipped) === JSON.stringify(entry)) continue;
        const list = entries.map((one, place) => (place === at ? (flipped as Entry) : one));
        const { broken, sound } = await tampered(journal, list).verify();
        expect(sound).toBe(false);
        expect(broken?.seq, JSON.stringify(flipped)).toBe(at + 1);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(150);
  });

  it("entries inserted, left out, swapped, repeated, cut off, or stripped without an erasure are found", async () => {
    const { journal, entries } = await history();
    const [first, second, ...rest] = entries as [Entry, Entry, ...Entry[]];
    const { origin: _origin, content: _content, salt: _salt, ...stripped } = first;
    const cases: (readonly [string, readonly Entry[], number])[] = [
      ["left out", [first, ...rest], 2],
      ["swapped", [second, first, ...rest], 1],
      ["repeated", [first, first, second, ...rest], 2],
      ["inserted", [first, { ...second, hash: bare }, second, ...rest], 2],
      ["cut off", entries.slice(0, -2), 5],
      ["empty", [], 1],
      ["stripped", [stripped, second, ...rest], 1],
    ];
    for (const [name, list, seq] of cases) expect((await tampered(journal, list).verify()).broken?.seq, name).toBe(seq);
  });

  it("a current record that is not what its entry says is found", async () => {
    const { journal } = await history();
    const list = journal.list.bind(journal);
    journal.list = async (space, page) => {
      const found = await list(space, page);
      return { ...found, items: found.items.map((record) => ({ ...record, body: { role: "user", text: "never said" } })) };
    };
    const report = await openMemory({ journal }).space("acme/alice").verify();
    expect(report).toMatchObject({ sound: false, broken: { seq: 4 } });
  });
});
