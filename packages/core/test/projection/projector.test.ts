import type { MemoryOptions } from "@pagefile/core";
import { type IndexedChange, PagefileError, type Space, type Store } from "@pagefile/core/contracts";
import { deterministicEmbedder, faultyStore, inMemoryJournal, inMemoryStore } from "@pagefile/testing";
import { describe, expect, it } from "vitest";
import { all, only, openTestMemory, type TestMemory } from "../memory/open-test-memory.ts";

const down = new PagefileError("STORE_UNAVAILABLE", "connection refused", { retryable: true });

/** A store that can be unplugged, counts its requests and refuses what a test tells it to. */
function pluggable(refuses: (change: IndexedChange) => boolean = () => false) {
  const store = inMemoryStore({ name: "remote", capabilities: { maxBatch: 8 } });
  const control = { up: true, requests: 0, largest: 0 };
  const proxy: Store = {
    name: store.name,
    capabilities: store.capabilities,
    async apply(space, changes) {
      control.requests += 1;
      control.largest = Math.max(control.largest, changes.length);
      if (!control.up) throw down;
      if (changes.some(refuses)) throw new PagefileError("STORE_REJECTED", "too strange");
      await store.apply(space, changes);
    },
    search: (space, query, options) => store.search(space, query, options),
    scan: (space) => store.scan(space),
    drop: (space) => store.drop(space),
    close: () => store.close(),
  };
  return { store: proxy, control };
}

function open(options: Partial<MemoryOptions> = {}): TestMemory {
  return openTestMemory(options);
}

const messages = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => ({ kind: "message" as const, text: `message ${from + at} of many` }));
const held = async (store: Store, space: Space, arm = "lexical"): Promise<number> =>
  (await all(store.scan(space))).filter((item) => item.arm === arm).length;

describe("a store that follows", () => {
  it("gets vectors of a message with the turn before it, and with no opaque one", async () => {
    const embedder = deterministicEmbedder();
    const { space } = open({ embedder });
    const attributes = { session: "s" };
    await space.write({ kind: "message", text: "Where is the key?", attributes });
    await space.write({ kind: "message", text: "opaque canary", attributes, index: false });
    await space.write({ kind: "message", text: "Under the mat.", attributes });
    const texts = embedder.calls.flatMap((call) => call.texts);
    expect(texts).toEqual(["Where is the key?", "Where is the key?\nUnder the mat."]);
  });

  it("has what was written when the write returns, in batches of the size it takes", async () => {
    const { store, control } = pluggable();
    const { space } = open({ stores: [store] });
    expect((await space.write(messages(30))).pending).toEqual([]);
    expect([await held(store, space.name), control.largest]).toEqual([30, 8]);
  });

  it("is not asked at all when all it serves is applied inside the append", async () => {
    const journal = inMemoryJournal();
    const cursors: string[] = [];
    const cursor = journal.cursor.bind(journal);
    journal.cursor = (space, name) => (cursors.push(name), cursor(space, name));
    const { space } = open({ journal });
    await space.write(messages(3));
    expect((await space.read("many")).partial).toBe(false);
    expect(cursors).toEqual([]);
  });

  it("is pending while it is down, loses nothing, and is current after catching up", async () => {
    const { store, control } = pluggable();
    const { memory, space } = open({ stores: [store] });
    control.up = false;
    const { pending, records } = await space.write(messages(5));
    expect(records).toHaveLength(5);
    expect(only(pending)).toMatchObject({
      store: "remote",
      space: "acme/alice",
      behind: 5,
      reason: expect.stringContaining("connection refused") as string,
    });
    expect(only(await memory.catchUp())).toMatchObject({ behind: 5 });
    control.up = true;
    expect(await memory.catchUp()).toEqual([]);
    expect(await held(store, space.name)).toBe(5);
    expect((await space.write(messages(1, 5))).pending).toEqual([]);
  });

  it("is left alone for a growing time while it is down: retries stay below 1.2 (R10)", async () => {
    const { store, control } = pluggable();
    const { space, clock, memory } = open({ stores: [store] });
    for (let write = 0; write < 100; write += 1) await space.write(messages(1, write));
    const needed = control.requests;
    control.up = false;
    for (let write = 0; write < 100; write += 1) {
      await space.write(messages(1, 100 + write));
      await clock.advance(300);
    }
    expect(control.requests - needed).toBeLessThanOrEqual(0.2 * needed);
    control.up = true;
    await memory.catchUp();
    expect(await held(store, space.name)).toBe(200);
  });

  it("is reported as pending when it is slower than the deadline, and goes on in the background", async () => {
    const clock = open().clock;
    const slow = faultyStore(inMemoryStore({ name: "slow" }), { clock, faults: [{ at: "apply:before", delayMs: 5_000 }] });
    const { space } = open({ stores: [slow], clock, storeDeadlineMs: 2_000 });
    const write = space.write(messages(1));
    await clock.advance(0);
    await clock.advance(2_000);
    expect(only((await write).pending)).toMatchObject({ store: "slow", behind: 1, reason: expect.stringContaining("2000 ms") as string });
    await clock.advance(3_000);
    expect(await held(slow, space.name)).toBe(1);
    expect(clock.sleeping).toBe(0);
  });

  it("is not waited for when the writer does not want to (pitfall 24)", async () => {
    const { store } = pluggable();
    const { space, memory } = open({ stores: [store] });
    expect(only((await space.write(messages(1), { wait: "journal" })).pending)).toMatchObject({ store: "remote" });
    await memory.close();
    expect(await held(store, space.name)).toBe(1);
  });

  it("serves many concurrent writers with few requests", async () => {
    const { store, control } = pluggable();
    const { space } = open({ stores: [store] });
    const receipts = await Promise.all(messages(100).map((draft) => space.write(draft)));
    expect(receipts.flatMap(({ pending }) => pending)).toEqual([]);
    expect(await held(store, space.name)).toBe(100);
    expect(control.requests).toBeLessThan(40);
  });

  it("buries the one record it refuses and takes the rest; deletion still reaches it", async () => {
    const { store } = pluggable((change) => change.type === "put" && JSON.stringify(change.record.body).includes("poison"));
    const { space, journal } = open({ stores: [store] });
    const { records, pending } = await space.write([...messages(6), { kind: "message", text: "poison" }, ...messages(6, 6)]);
    const bad = records[6]?.id ?? "";
    expect(pending).toEqual([]);
    expect(await held(store, space.name)).toBe(12);
    expect(only(await journal.cursor(space.name, "remote").deadLetters())).toMatchObject({ id: bad, reason: "too strange" });
    expect(await space.verify()).toMatchObject({ sound: true });
    await space.update(bad, { text: "harmless" });
    expect(await journal.cursor(space.name, "remote").deadLetters()).toEqual([]);
    expect(await held(store, space.name)).toBe(13);
    await space.update(bad, { text: "poison again" });
    await space.erase(bad);
    expect((await all(store.scan(space.name))).some(({ id }) => id === bad)).toBe(false);
    expect(await journal.cursor(space.name, "remote").deadLetters()).toEqual([]);
  });

  it("is named as pending when it refuses the removal of what is erased", async () => {
    const { store } = pluggable((change) => change.type === "remove");
    const { space } = open({ stores: [store] });
    const { records } = await space.write(messages(2));
    const { pending, erased } = await space.erase(records[0]?.id ?? "");
    expect(erased).toHaveLength(1);
    expect(only(pending)).toMatchObject({ store: "remote", reason: expect.stringContaining("too strange") as string });
  });

  it("follows what another process writes until the signal aborts", async () => {
    const journal = inMemoryJournal();
    const { store } = pluggable();
    const { memory, clock } = open({ journal, stores: [store] });
    const writer = open({ journal }).space;
    await writer.write(messages(2));
    const stop = new AbortController();
    const following = memory.follow({ signal: stop.signal });
    await clock.advance(0);
    await writer.write(messages(3, 2));
    await clock.advance(0);
    expect(await held(store, writer.name)).toBe(5);
    stop.abort();
    await following;
    expect(clock.sleeping).toBe(0);
  });

  it("is tried again while following, without another write", async () => {
    const { store, control } = pluggable();
    const { memory, space, clock } = open({ stores: [store] });
    control.up = false;
    await space.write(messages(1));
    const stop = new AbortController();
    const following = memory.follow({ signal: stop.signal });
    await clock.advance(10_000);
    control.up = true;
    await clock.advance(60_000);
    expect(await held(store, space.name)).toBe(1);
    stop.abort();
    await following;
  });
});

describe("vectors", () => {
  it("are pending while the embedder is down, and the words go on (pitfall 32)", async () => {
    const embedder = deterministicEmbedder();
    const { store } = pluggable();
    const { memory, space } = open({ stores: [store], embedder });
    embedder.failNext(1_000);
    const { pending } = await space.write(messages(4));
    expect(only(pending)).toMatchObject({ store: "remote", behind: 4, reason: expect.stringContaining("embedder") as string });
    expect([await held(store, space.name), await held(store, space.name, "vector")]).toEqual([4, 0]);
    const recall = await space.read("many");
    expect(recall.partial).toBe(true);
    expect(recall.hits).toHaveLength(4);
    const healed = deterministicEmbedder();
    embedder.embed = healed.embed;
    expect(await memory.catchUp()).toEqual([]);
    expect(await held(store, space.name, "vector")).toBe(4);
    expect(await space.verify()).toMatchObject({ sound: true });
  });

  it("of a new embedder are filled while the records stay (pitfall 12)", async () => {
    const journal = inMemoryJournal();
    const { store } = pluggable();
    const first = open({ journal, stores: [store], embedder: deterministicEmbedder({ dimensions: 32 }) });
    await first.space.write(messages(5));
    const second = open({ journal, stores: [store], embedder: deterministicEmbedder({ dimensions: 48 }) });
    expect(await second.memory.catchUp()).toEqual([]);
    const vectors = (await all(store.scan(first.space.name))).filter(({ arm }) => arm === "vector").map(({ embedder }) => embedder);
    expect(vectors.filter((id) => id === "hashed-48")).toHaveLength(5);
    expect(vectors.filter((id) => id === "hashed-32")).toHaveLength(5);
    expect(await second.space.verify()).toMatchObject({ sound: true });
  });

  it("of another length than declared are refused with the reason (pitfall 12)", async () => {
    const { space } = open({ embedder: { ...deterministicEmbedder({ dimensions: 32 }), dimensions: 1536 } });
    expect(only((await space.write(messages(1))).pending).reason).toContain("1536");
    expect((await space.read("many")).hits).toHaveLength(1);
  });

  it("are made once for each text, in the embedder's batches", async () => {
    const embedder = deterministicEmbedder({ maxBatch: 10 });
    const { space } = open({ embedder });
    const { records } = await space.write(messages(25));
    await space.update(records[0]?.id ?? "", { tags: ["same text"] });
    const texts = embedder.calls.flatMap((call) => call.texts);
    expect(texts).toHaveLength(new Set(texts).size);
    expect(Math.max(...embedder.calls.map((call) => call.texts.length))).toBe(10);
  });

  it("of a text the embedder refuses are given up, and the rest is not held up", async () => {
    const good = deterministicEmbedder();
    const embedder = {
      ...good,
      embed: async (texts: readonly string[], options: { readonly purpose: "document" | "query" }) => {
        if (texts.some((text) => text.includes("poison"))) throw new PagefileError("EMBEDDER_REJECTED", "not this text");
        return good.embed(texts, options);
      },
    };
    const { space, journal } = open({ embedder });
    const { records, pending } = await space.write([...messages(3), { kind: "message", text: "poison" }, ...messages(3, 3)]);
    expect(pending).toEqual([]);
    expect(await held(journal.store, space.name, "vector")).toBe(6);
    expect(only(await journal.cursor(space.name, `memory@${embedder.id}`).deadLetters())).toMatchObject({
      id: records[3]?.id,
      reason: "not this text",
    });
  });

  it("go only to the first store that serves them", async () => {
    const { store } = pluggable();
    const { space, journal } = open({ stores: [store], embedder: deterministicEmbedder() });
    await space.write(messages(2));
    expect([await held(store, space.name, "vector"), await held(journal.store, space.name, "vector")]).toEqual([2, 0]);
  });
});
