import { type Memory, openMemory, type RebuildProgress } from "@pagefile/core";
import { PagefileError, parseSpace } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { deterministicEmbedder, faultyJournal, faultyStore, inMemoryJournal, inMemoryStore } from "@pagefile/testing";
import { describe, expect, it } from "vitest";

// Without a session: what a message that is gone lent to its neighbours, no rebuild brings back.
const drafts = (count: number, text = "message") =>
  Array.from({ length: count }, (_, at) => ({ kind: "message" as const, text: `${text} ${at} of the harbour` }));

async function fill(memory: Memory, names: readonly string[] = ["acme/alice"]): Promise<void> {
  for (const name of names) {
    const space = memory.space(name);
    await space.write(drafts(300, name));
    const { items } = await space.list({ limit: 4 });
    await space.update(items[1]?.id ?? "", { text: "edited by the lighthouse" });
    await space.delete(items[2]?.id ?? "");
    await space.erase(items[3]?.id ?? "");
  }
}

const found = async (memory: Memory, query: string, name = "acme/alice"): Promise<readonly string[]> =>
  (await memory.space(name).read(query, { limit: 50 })).hits.map(({ id, score }) => `${id} ${score.toFixed(6)}`);

describe("rebuild", () => {
  it.each([
    ["a store of its own", () => ({ journal: inMemoryJournal(), stores: [inMemoryStore({ name: "remote" })] }), "remote"],
    ["the journal's own store in memory", () => ({ journal: inMemoryJournal() }), "memory"],
    ["the journal's own store in SQLite", () => ({ journal: sqlite({ file: ":memory:" }) }), "sqlite"],
  ])("gives %s again what it held, in every space", async (_, make, name) => {
    await using memory = openMemory({ ...make(), embedder: deterministicEmbedder() });
    await fill(memory, ["acme/alice", "acme/bob"]);
    const before = [await found(memory, "lighthouse harbour"), await found(memory, "harbour 17", "acme/bob")];
    const progress: RebuildProgress[] = [];
    const report = await memory.rebuild(name, { onProgress: (step) => progress.push(step) });
    expect(report).toEqual({ store: name, spaces: 2, entries: 606, pending: [] });
    expect([await found(memory, "lighthouse harbour"), await found(memory, "harbour 17", "acme/bob")]).toEqual(before);
    for (const space of ["acme/alice", "acme/bob"]) expect(await memory.space(space).verify()).toMatchObject({ sound: true });
    expect(progress.map(({ done }) => done)).toEqual(progress.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(progress.at(-1)).toEqual({ space: "acme/bob", done: 606, total: 606 });
  });

  it("takes out what the journal never had", async () => {
    const remote = inMemoryStore({ name: "remote" });
    await using memory = openMemory({ journal: inMemoryJournal(), stores: [remote] });
    await fill(memory);
    const { items } = await memory.space("acme/alice").list({ limit: 1 });
    const [record] = items;
    if (record === undefined) throw new Error("no record");
    const stray = { ...record, id: "01900000-0000-7000-8000-000000000000" };
    await remote.apply(parseSpace("acme/alice"), [{ type: "put", seq: 1, record: stray, document: { text: "x", terms: ["x"] } }]);
    expect(await memory.space("acme/alice").verify()).toMatchObject({ sound: false });
    await memory.rebuild("remote", { space: "acme/alice" });
    expect(await memory.space("acme/alice").verify()).toMatchObject({ sound: true });
  });

  it("rebuilds one space and leaves the others alone", async () => {
    const dropped: string[] = [];
    const remote = inMemoryStore({ name: "remote" });
    const drop = remote.drop.bind(remote);
    remote.drop = (space) => (dropped.push(space), drop(space));
    await using memory = openMemory({ journal: inMemoryJournal(), stores: [remote] });
    await fill(memory, ["acme/alice", "acme/bob"]);
    expect(await memory.rebuild("remote", { space: "acme/bob" })).toMatchObject({ spaces: 1, entries: 303 });
    expect(dropped).toEqual(["acme/bob"]);
  });

  it("is told to writes and reads meanwhile, which do not wait, and takes what they wrote", async () => {
    const remote = inMemoryStore({ name: "remote" });
    const apply = remote.apply.bind(remote);
    let wake = (): void => undefined;
    let begun = (): void => undefined;
    await using memory = openMemory({ journal: inMemoryJournal(), stores: [remote], storeDeadlineMs: 60_000 });
    await fill(memory);
    const space = memory.space("acme/alice");
    const started = new Promise<void>((resolve) => (begun = resolve));
    remote.apply = async (name, changes) => {
      begun();
      await new Promise<void>((resolve) => (wake = resolve));
      remote.apply = apply;
      return apply(name, changes);
    };
    const rebuilt = memory.rebuild("remote");
    await started;
    const { pending } = await space.write({ kind: "message", text: "a gull on the quay" });
    expect(pending).toEqual([{ store: "remote", space: "acme/alice", behind: 304, reason: "It is being rebuilt." }]);
    expect(await space.read("gull")).toMatchObject({ partial: true });
    expect(await memory.catchUp()).toMatchObject([{ store: "remote", reason: "It is being rebuilt." }]);
    wake();
    expect((await rebuilt).pending).toEqual([]);
    expect(await space.read("gull")).toMatchObject({ partial: false, hits: [{ text: "a gull on the quay" }] });
    expect(await space.verify()).toMatchObject({ sound: true });
  });

  it("says of the journal's own store too that it is behind meanwhile", async () => {
    const journal = inMemoryJournal();
    await using memory = openMemory({ journal });
    await fill(memory);
    const partial: boolean[] = [];
    const read = async (): Promise<void> => void partial.push((await memory.space("acme/alice").read("harbour")).partial);
    const [store] = memory.stores;
    const apply = store?.apply.bind(store);
    if (store === undefined || apply === undefined) throw new Error("no store");
    store.apply = async (name, changes) => {
      await read();
      return apply(name, changes);
    };
    await memory.rebuild("memory");
    await read();
    expect(partial).toEqual([true, true, false]);
  });

  it.each(["drop:before", "drop:after", "apply:before", "apply:after", "cursor.advance:after"] as const)(
    "goes on with the next catching up when the process dies at %s",
    async (at) => {
      const [journal, remote, embedder] = [inMemoryJournal(), inMemoryStore({ name: "remote" }), deterministicEmbedder()];
      await using memory = openMemory({ journal, stores: [remote], embedder });
      await fill(memory);
      const before = await found(memory, "lighthouse harbour");
      const plan = { faults: [{ at, passage: at.startsWith("cursor") ? 4 : 1, death: true }] };
      const dying = openMemory({ journal: faultyJournal(journal, plan), stores: [faultyStore(remote, plan)], embedder });
      const outcome = await dying.rebuild("remote").then(
        ({ pending }) => pending[0]?.reason ?? "",
        (error: Error) => error.message,
      );
      expect(outcome).toMatch(/Died at|process is dead/);
      expect(await memory.space("acme/alice").read("harbour")).toMatchObject({ partial: true });
      expect(await memory.catchUp()).toEqual([]);
      expect(await found(memory, "lighthouse harbour")).toEqual(before);
      expect(await memory.space("acme/alice").verify()).toMatchObject({ sound: true });
    },
  );

  it("fills the words while the embedder is away, and says what is pending", async () => {
    const embedder = deterministicEmbedder();
    let away = false;
    const { embed } = embedder;
    embedder.embed = (texts, options) =>
      away
        ? Promise.reject(new PagefileError("EMBEDDER_UNAVAILABLE", "It sleeps.", { retryable: true }))
        : embed.call(embedder, texts, options);
    const make = (): Memory => openMemory({ journal, stores: [remote], embedder });
    const [journal, remote] = [inMemoryJournal(), inMemoryStore({ name: "remote" })];
    await using filled = make();
    await fill(filled);
    away = true;
    await using memory = make();
    expect(await memory.rebuild("remote")).toMatchObject({ spaces: 0, pending: [{ store: "remote", behind: 303 }] });
    const recall = await memory.space("acme/alice").read("lighthouse");
    expect(recall.searched).toMatchObject([
      { arm: "lexical", behind: 0 },
      { arm: "vector", behind: 303 },
      { arm: "time", behind: 0 },
      { arm: "graph", behind: 0 },
    ]);
    expect(recall.hits).toHaveLength(1);
    away = false;
    expect(await memory.catchUp()).toEqual([]);
    expect(await memory.space("acme/alice").verify()).toMatchObject({ sound: true });
  });

  it("stops with its signal, and refuses a store that is not there", async () => {
    await using memory = openMemory({ journal: inMemoryJournal(), stores: [inMemoryStore({ name: "remote" })] });
    await fill(memory);
    await expect(memory.rebuild("remote", { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
    await expect(memory.rebuild("elsewhere")).rejects.toThrow("there are remote, memory");
  });
});
