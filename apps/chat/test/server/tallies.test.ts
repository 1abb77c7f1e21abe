import { join } from "node:path";
import { openMemory, type SpaceMemory } from "@pagefile/core";
import { type Journal, type MemoryRecord, PagefileError } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { type Fault, faultyJournal } from "@pagefile/testing";
import { expect, it, onTestFinished } from "vitest";
import { Tallies } from "../../src/server/tallies.ts";
import { openSqlite, temporaryFolder } from "./open-server.ts";

/** Counted one by one, by what a person would count. */
async function counted(space: SpaceMemory): Promise<Readonly<Record<string, number>>> {
  const counts = new Map<string, number>();
  for (let cursor: string | undefined; ;) {
    const { items, next } = await space.list({ limit: 1000, ...(cursor !== undefined && { cursor }) });
    for (const record of items) if (isCounted(record)) counts.set(record.kind, (counts.get(record.kind) ?? 0) + 1);
    if (next === undefined) return Object.fromEntries(counts);
    cursor = next;
  }
}

function isCounted({ kind, collection, body }: MemoryRecord): boolean {
  if (kind === "block") return collection === "core";
  if (kind === "row") return collection !== "tables";
  return !(kind === "entity" && !(body instanceof Uint8Array) && "aliasOf" in body);
}

/** Kinds without a record are left out. */
function some(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

it("follows whatever is done to a space, without counting it anew", async () => {
  let counts = 0;
  const journal = sqlite({ file: join(temporaryFolder(), "memory.db") });
  const watched: Journal = new Proxy(journal, {
    get(target, name) {
      if (name === "count") counts += 1;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const memory = openMemory({ journal: watched });
  onTestFinished(() => memory.close());
  const tallies = new Tallies(memory);
  const space = memory.space("local/me");
  const same = async (): Promise<void> => expect(some(await tallies.of("local/me"))).toEqual(await counted(space));
  await same();
  const id = (await space.write({ kind: "passage", text: "The boiler is in the cellar." })).records[0]?.id ?? "";
  const { fact, subject } = await space.graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Lisbon" });
  const steps: readonly (() => Promise<unknown>)[] = [
    () =>
      space.write([
        { kind: "message", text: "Hello", body: { role: "user" } },
        { kind: "block", collection: "core", key: "human", text: "" },
      ]),
    () => space.update(id, { text: "The boiler is in the attic." }),
    () => space.judge(id, "useful"),
    () => space.delete(id),
    () => space.undo(id),
    () => space.graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Porto" }),
    () => space.graph.addAlias("Ana", "Anita"),
    () => space.tables.define("costs", { columns: [{ name: "euros", type: "number" }] }),
    () =>
      space.tables.put("costs", [
        { key: "a", values: { euros: 2 } },
        { key: "b", values: { euros: 3 } },
      ]),
    () => space.documents.put({ name: "notes.md", title: "Notes", chunks: [{ text: "One." }, { text: "Two." }] }),
    () => space.documents.delete("notes.md"),
    () => space.graph.retractFact(fact),
    () => space.delete(subject),
  ];
  for (const step of steps) {
    await step();
    await same();
  }
  expect(counts).toBe(1);
});

it("counts anew after an erasure, and where much was written at once", async () => {
  const memory = openSqlite();
  const tallies = new Tallies(memory);
  const space = memory.space("local/me");
  const message = { kind: "message", text: "Hello", body: { role: "user" } } as const;
  const { records } = await space.write([message, message]);
  expect(some(await tallies.of("local/me"))).toEqual({ message: 2 });
  await space.write(message);
  await space.erase(records[0]?.id ?? "");
  expect(some(await tallies.of("local/me"))).toEqual({ message: 2 });
  await space.write(Array.from({ length: 500 }, () => message));
  expect(some(await tallies.of("local/me"))).toEqual({ message: 502 });
});

it("agrees for all who ask at once, and goes on after a journal that was away", async () => {
  const faults: Fault[] = [];
  const memory = openMemory({ journal: faultyJournal(sqlite({ file: join(temporaryFolder(), "memory.db") }), { faults }) });
  onTestFinished(() => memory.close());
  const tallies = new Tallies(memory);
  const space = memory.space("local/me");
  const asked = Array.from({ length: 30 }, async (_, at) => {
    await space.write({ kind: "message", text: `Message ${at}`, body: { role: "user" } });
    return tallies.of("local/me");
  });
  await Promise.all(asked);
  expect(some(await tallies.of("local/me"))).toEqual({ message: 30 });
  faults.push({ at: "head:before", passage: "every", error: new PagefileError("JOURNAL_UNAVAILABLE", "away", { retryable: true }) });
  await expect(tallies.of("local/me")).rejects.toThrow("away");
  faults.length = 0;
  expect(some(await tallies.of("local/me"))).toEqual({ message: 30 });
});
