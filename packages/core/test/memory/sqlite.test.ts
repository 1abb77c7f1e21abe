import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Memory, openMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { deterministicEmbedder, inMemoryJournal } from "@pagefile/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { all, only } from "./open-test-memory.ts";

let folder = "";
const opened: Memory[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pagefile-memory-"));
});
afterEach(async () => {
  for (const memory of opened.splice(0)) await memory.close();
  rmSync(folder, { recursive: true });
});

function open(name = "memory.db"): Memory {
  const memory = openMemory({ journal: sqlite({ file: join(folder, name) }), embedder: deterministicEmbedder() });
  opened.push(memory);
  return memory;
}

describe("a memory on SQLite", () => {
  it("does no I/O when it is opened", () => {
    expect(() => openMemory({ journal: sqlite({ file: "/nowhere/at/all.db" }) }).space("acme/alice")).not.toThrow();
  });

  it("is there again after it was closed", async () => {
    const first = open();
    const { records, pending } = await first.space("acme/alice").write([
      { kind: "message", text: "My sister Ana moved to Porto in May.", attributes: { session: "s1", speaker: "Alice" } },
      { kind: "message", text: "How nice!", body: { role: "assistant" }, attributes: { session: "s1" } },
      { kind: "passage", text: "The boiler was serviced on 3 March." },
    ]);
    expect(pending).toEqual([]);
    await first.close();
    const space = open().space("acme/alice");
    const { hits, partial } = await space.read("where does Ana live?");
    expect([hits[0]?.id, partial]).toEqual([records[0]?.id, false]);
    expect(await space.verify()).toMatchObject({ sound: true, records: 3, stores: [{ store: "sqlite", findings: [], behind: 0 }] });
  });

  it("edits, undoes, deletes and erases, and stays sound", async () => {
    const space = open().space("acme/alice");
    const { id } = only((await space.write({ kind: "passage", text: "The key is under the mat." })).records);
    await space.update(id, { text: "The key is in the shed." });
    await space.undo(id);
    expect((await space.get(id))?.body).toEqual({ text: "The key is under the mat." });
    await space.delete(id);
    await space.undo(id);
    const { id: summary } = only(
      (
        await space.write(
          { kind: "block", text: "the key lies somewhere", collection: "agent", key: "summary" },
          { origin: { channel: "agent", trust: "user", parents: [id] } },
        )
      ).records,
    );
    expect((await space.verify()).sound).toBe(true);
    expect(await space.erase(id)).toMatchObject({ erased: [id], derived: [summary], scrubbed: true });
    expect((await space.history(id)).at(-1)).toMatchObject({ operation: "erase" });
    expect(await space.verify()).toMatchObject({ sound: true, records: 0 });
    expect((await space.read("key")).hits).toEqual([]);
  });

  it("makes one record of the same text from two connections at once (pitfall 13)", async () => {
    const [one, two] = [open().space("acme/alice"), open().space("acme/alice")];
    const ids = await Promise.all(
      [one, two, one, two].map(async (space) => only((await space.write({ kind: "passage", text: "only once" })).records).id),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await two.count()).toEqual({ passage: 1 });
  });

  it("mends vectors and words that were lost", async () => {
    const memory = open();
    const space = memory.space("acme/alice");
    await space.write(Array.from({ length: 12 }, (_, at) => ({ kind: "message" as const, text: `message number ${at}` })));
    const [store] = memory.stores;
    await store?.drop(space.name);
    expect((await space.verify()).stores[0]?.findings).toHaveLength(36);
    expect(await space.repair()).toMatchObject({ repaired: 36, verified: { sound: true } });
    expect(await space.repair()).toMatchObject({ repaired: 0 });
  });

  it("P5: a space goes to the in-memory journal and back, and is the same", async () => {
    const space = open().space("acme/alice");
    const { records } = await space.write([
      { kind: "message", text: "erased" },
      { kind: "message", text: "家は遠い \u{1F600}", occurredAt: "2024-02-29", tags: ["t"], attributes: { session: "s", n: 0.1 } },
      { kind: "row", body: new Uint8Array([0, 1, 255]), collection: "files", key: "a" },
    ]);
    await space.erase(records[0]?.id ?? "");
    await space.update(records[1]?.id ?? "", { attributes: { n: 1e21 } });
    const lines = await all(space.export());
    const middle = openMemory({ journal: inMemoryJournal(), embedder: deterministicEmbedder() }).space("acme/alice");
    expect(await middle.import(lines)).toEqual(await space.head());
    const back = open("back.db").space("acme/alice");
    expect(await back.import(await all(middle.export()))).toEqual(await space.head());
    expect(await all(back.export())).toEqual(lines);
    expect((await back.list({})).items).toEqual((await space.list({})).items);
    expect(await back.verify()).toMatchObject({ sound: true });
  });
});
