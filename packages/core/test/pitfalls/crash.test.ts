import { openMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { deterministicEmbedder, type Failpoint, faultyJournal, faultyStore, inMemoryStore, SimulatedDeath } from "@pagefile/testing";
import { expect, test } from "vitest";
import { freshFile } from "./open-file.ts";

const drafts = (from: number) => Array.from({ length: 3 }, (_, at) => ({ kind: "message" as const, text: `message ${from + at} of many` }));

/** Every place at which a write, with a store beside the journal, may die. */
async function placesToDie(): Promise<readonly Failpoint[]> {
  const places = new Set<Failpoint>();
  const onFailpoint = (place: Failpoint): void => void places.add(place);
  const journal = faultyJournal(sqlite({ file: freshFile() }), { onFailpoint });
  const store = faultyStore(inMemoryStore({ name: "remote" }), { onFailpoint });
  await using memory = openMemory({ journal, stores: [store], embedder: deterministicEmbedder() });
  await memory.space("acme/alice").write(drafts(0));
  return [...places];
}

test("whatever a write dies at, its records are all there or none is, and every arm has them after catching up (pitfall 36)", async () => {
  const places = await placesToDie();
  expect(places).toEqual(expect.arrayContaining(["append:before", "append:after", "apply:before", "apply:after", "cursor.advance:before"]));
  for (const at of places) {
    const file = freshFile();
    const store = inMemoryStore({ name: "remote" });
    const embedder = deterministicEmbedder();
    const before = openMemory({ journal: sqlite({ file }), stores: [store], embedder });
    await before.space("acme/alice").write(drafts(0));
    await before.close();
    const plan = { faults: [{ at, death: true }] };
    const dying = openMemory({
      journal: faultyJournal(sqlite({ file }), plan),
      stores: [faultyStore(store, plan)],
      embedder,
      storeDeadlineMs: 100,
    });
    // A store that dies is pending, the journal's own death is the write's.
    await dying
      .space("acme/alice")
      .write(drafts(3))
      .catch((error: unknown) => expect(error, at).toBeInstanceOf(SimulatedDeath));
    await dying.close();

    await using memory = openMemory({ journal: sqlite({ file }), stores: [store], embedder });
    const space = memory.space("acme/alice");
    expect(await memory.catchUp(), at).toEqual([]);
    const { message = 0 } = await space.count();
    expect(message, at).toBe(at === "append:before" || at.startsWith("head") || at.startsWith("list") ? 3 : 6);
    for (const arm of ["lexical", "vector", "time"] as const) {
      const copies: string[] = [];
      for await (const copy of store.scan(space.name)) if (copy.arm === arm) copies.push(copy.id);
      expect([at, arm, copies.length, new Set(copies).size]).toEqual([at, arm, message, message]);
    }
    expect(await space.verify(), at).toMatchObject({ sound: true, records: message });
  }
});
