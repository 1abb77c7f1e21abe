import { openMemory } from "@pagefile/core";
import { PagefileError, type Store } from "@pagefile/core/contracts";
import { deterministicEmbedder, inMemoryJournal, inMemoryStore } from "@pagefile/testing";
import { describe, expect, test } from "vitest";
import { rememberSessions } from "./corpus.ts";

describe("a read with a part that fails", () => {
  test("answers by words and says that it is partial when the embedder is down", async () => {
    const embedder = deterministicEmbedder();
    const space = await rememberSessions({ embedder });
    embedder.failNext(1, new PagefileError("EMBEDDER_UNAVAILABLE", "The embedder is away."));
    const recall = await space.read("sea otters");
    expect(recall.hits[0]?.text).toMatch(/otters/);
    expect(recall.partial).toBe(true);
    expect(recall.searched).toContainEqual(expect.objectContaining({ arm: "vector", status: "failed", reason: "The embedder is away." }));
    expect((await space.read("sea otters")).partial).toBe(false);
  });

  test("gives up an arm at its deadline and keeps the others", async () => {
    const inner = inMemoryStore({ name: "slow", capabilities: { serves: { message: ["vector"] } } });
    const slow: Store = { ...bind(inner), search: () => new Promise(() => {}) };
    const space = await rememberSessions({ stores: [slow], embedder: deterministicEmbedder(), armDeadlineMs: 30 });
    const recall = await space.read("sea otters");
    expect(recall.hits[0]?.text).toMatch(/otters/);
    expect(recall.searched).toContainEqual(expect.objectContaining({ arm: "vector", store: "slow", status: "timed-out" }));
    expect(recall.partial).toBe(true);
  });

  test("filters itself where a store cannot", async () => {
    const blunt = inMemoryStore({ name: "blunt", capabilities: { filters: "none" } });
    const space = await rememberSessions({ stores: [blunt] });
    const { hits, searched } = await space.read("tomatoes", { filter: { attribute: "session", equals: "summer" } });
    expect(searched[0]).toMatchObject({ store: "blunt", status: "searched" });
    expect(hits.length).toBeGreaterThan(0);
    for (const { record } of hits) expect(record.attributes["session"]).toBe("summer");
  });

  test("never returns what the journal has moved past", async () => {
    const stale = inMemoryStore({ name: "stale" });
    const deaf: Store = { ...bind(stale) };
    let listening = true;
    const store: Store = {
      ...deaf,
      apply: async (space, changes) =>
        listening ? stale.apply(space, changes) : Promise.reject(new PagefileError("STORE_UNAVAILABLE", "Away.")),
    };
    const memory = openMemory({ journal: inMemoryJournal(), stores: [store], storeDeadlineMs: 20 });
    const space = memory.space("test/stale");
    const { records } = await space.write([
      { kind: "passage", text: "The key is under the mat." },
      { kind: "passage", text: "The key was lost." },
    ]);
    listening = false;
    const [changed = "", deleted = ""] = records.map(({ id }) => id);
    await space.update(changed, { text: "The code is in the safe." });
    await space.delete(deleted);
    const recall = await space.read("key");
    expect(recall.hits).toEqual([]);
    expect(recall.partial).toBe(true);
    await memory.close();
  });

  test("throws the reason of a signal that aborts", async () => {
    const space = await rememberSessions();
    await expect(space.read("otters", { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
  });
});

function bind(store: Store): Store {
  return {
    name: store.name,
    capabilities: store.capabilities,
    apply: (space, changes) => store.apply(space, changes),
    search: (space, query, options) => store.search(space, query, options),
    scan: (space) => store.scan(space),
    drop: (space) => store.drop(space),
    close: () => store.close(),
  };
}
