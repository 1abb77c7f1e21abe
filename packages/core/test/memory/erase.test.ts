import { deterministicEmbedder, inMemoryStore } from "@pagefile/testing";
import { describe, expect, it } from "vitest";
import { all, only, openTestMemory } from "./open-test-memory.ts";

const secret = "the canary sings at dawn";

async function withLineage() {
  const store = inMemoryStore({ name: "other" });
  const opened = openTestMemory({ stores: [store], embedder: deterministicEmbedder() });
  const { space } = opened;
  const { id } = only((await space.write({ kind: "message", text: secret })).records);
  const derive = async (draft: { text: string; key: string }, parents: readonly string[]): Promise<string> => {
    const origin = { channel: "agent", trust: "user", parents } as const;
    return only((await space.write({ kind: "block", collection: "agent", ...draft, onConflict: "replace" }, { origin })).records).id;
  };
  const summary = await derive({ key: "summary", text: `They said: ${secret}` }, [id]);
  const fact = await derive({ key: "fact", text: `A fact: ${secret}` }, [summary]);
  const { id: bystander } = only((await space.write({ kind: "message", text: "something else" })).records);
  return { ...opened, store, id, summary, fact, bystander, derive };
}

async function everything({ space, journal, store }: Awaited<ReturnType<typeof withLineage>>): Promise<string> {
  return JSON.stringify([await all(space.export()), await all(journal.store.scan(space.name)), await all(store.scan(space.name))]);
}

describe("erase", () => {
  it("takes a record, what was derived from it and their history from journal and stores", async () => {
    const opened = await withLineage();
    const { space, id, summary, fact, bystander } = opened;
    await space.update(id, { text: `${secret}, again` });
    const receipt = await space.erase(id);
    expect(receipt).toMatchObject({ erased: [id], entries: 4, scrubbed: true, pending: [] });
    expect(new Set(receipt.derived)).toEqual(new Set([summary, fact]));
    expect(await everything(opened)).not.toContain("canary");
    expect((await space.history(id)).map(({ operation, content }) => [operation, content])).toEqual([
      ["put", undefined],
      ["put", undefined],
      ["erase", undefined],
    ]);
    expect(await space.get(bystander)).toBeDefined();
    expect(await space.verify()).toMatchObject({ sound: true, records: 1 });
  });

  it("reaches derived records that were deleted, or have other parents by now", async () => {
    const opened = await withLineage();
    const { space, id, summary, fact, bystander, derive } = opened;
    await space.delete(fact);
    expect(await derive({ key: "summary", text: "nothing of note" }, [bystander])).toBe(summary);
    const { derived } = await space.erase(id);
    expect(new Set(derived)).toEqual(new Set([summary, fact]));
    expect(await everything(opened)).not.toContain("canary");
  });

  it("says in a preview what it would take and takes nothing", async () => {
    const { space, id, summary, fact } = await withLineage();
    const before = await space.head();
    const preview = await space.erase(id, { preview: true });
    expect(preview).toMatchObject({ erased: [id], entries: 3, head: before });
    expect(new Set(preview.derived)).toEqual(new Set([summary, fact]));
    expect(await space.get(id)).toBeDefined();
  });

  it("erases what was deleted before", async () => {
    const opened = await withLineage();
    await opened.space.delete(opened.id);
    expect((await opened.space.erase(opened.id)).erased).toEqual([opened.id]);
    expect(await everything(opened)).not.toContain("canary");
  });

  it("makes the vector of the message after it anew, without the words that were erased", async () => {
    const { space, journal } = openTestMemory({ embedder: deterministicEmbedder() });
    const attributes = { session: "s1" };
    const { records } = await space.write([
      { kind: "message", text: secret, attributes },
      { kind: "message", text: "Really?", attributes },
    ]);
    const vectorOf = async () => {
      const vector = await deterministicEmbedder().embed([secret], { purpose: "query" });
      const query = {
        arm: "vector",
        kinds: ["message"],
        limit: 9,
        embedder: deterministicEmbedder().id,
        vector: vector[0] ?? new Float32Array(),
        includeVectors: true,
      } as const;
      const found = await journal.store.search(space.name, query, {});
      return found.find(({ id }) => id === records[1]?.id)?.vector;
    };
    const before = await vectorOf();
    await space.erase(records[0]?.id ?? "");
    const [alone] = await deterministicEmbedder().embed(["Really?"], { purpose: "document" });
    expect(await vectorOf()).not.toEqual(before);
    expect(await vectorOf()).toEqual(alone);
  });

  it("drops the vector of the message after it while the embedder is away, and a repair makes it", async () => {
    const embedder = deterministicEmbedder();
    const { space } = openTestMemory({ embedder });
    const attributes = { session: "s1" };
    const { records } = await space.write([
      { kind: "message", text: secret, attributes },
      { kind: "message", text: "Really?", attributes },
    ]);
    embedder.failNext(1);
    await space.erase(records[0]?.id ?? "");
    const { stores } = await space.verify();
    expect(stores[0]?.findings).toEqual([{ store: "memory", arm: "vector", id: records[1]?.id, kind: "missing" }]);
    expect(await space.repair()).toMatchObject({ repaired: 1, verified: { sound: true } });
  });
});
