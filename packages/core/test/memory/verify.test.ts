import type { SpaceMemory } from "@pagefile/core";
import type { Arm, Entry, IndexedChange, MemoryRecord, RecordId, Store } from "@pagefile/core/contracts";
import { deterministicEmbedder, inMemoryJournal, inMemoryStore } from "@pagefile/testing";
import { describe, expect, it } from "vitest";
import { all, openTestMemory } from "./open-test-memory.ts";

type Copy = { id: RecordId; version: number; arm: Arm; embedder?: string };

describe("verify and repair of stores", () => {
  async function filled() {
    const remote = inMemoryStore({ name: "remote" });
    const { space, journal, clock } = openTestMemory({ stores: [remote], embedder: deterministicEmbedder() });
    await space.write(Array.from({ length: 20 }, (_, at) => ({ kind: "message" as const, text: `message ${at}` })));
    const { items } = await space.list({});
    await space.update(items[1]?.id ?? "", { text: "edited" });
    await space.delete(items[2]?.id ?? "");
    return { space, journal, clock, remote, items: (await space.list({})).items };
  }
  const put = (record: MemoryRecord | undefined, version: number): IndexedChange => {
    if (record === undefined) throw new Error("no record");
    return { type: "put", seq: 1, record: { ...record, version }, document: { text: "x", terms: ["x"] } };
  };
  const stranger = "01900000-0000-7000-8000-000000000000";

  it.each<[string, (store: Store, space: SpaceMemory, items: readonly MemoryRecord[]) => Promise<void>, string[]]>([
    [
      "a record that is missing",
      (store, { name }, items) => store.apply(name, [{ type: "remove", seq: 1, id: items[0]?.id ?? "", version: 1 }]),
      ["missing"],
    ],
    [
      "a vector that is missing",
      async (store, { name }, items) => {
        await store.apply(name, [{ type: "remove", seq: 1, id: items[5]?.id ?? "", version: 1 }]);
        await store.apply(name, [put(items[5], 1)]);
      },
      ["missing"],
    ],
    [
      "a record of nobody",
      (store, { name }, items) => store.apply(name, [put({ ...items[0], id: stranger } as MemoryRecord, 3)]),
      ["orphan"],
    ],
    [
      "a record that was deleted",
      async (store, space) => {
        const [first] = await space.history((await space.list({ limit: 1 })).items[0]?.id ?? "");
        const deleted = (await all(space.export()))
          .map((line) => JSON.parse(line) as Entry)
          .find(({ operation }) => operation === "delete");
        if (first?.content === undefined || first.origin === undefined || deleted === undefined) throw new Error("no history");
        await store.apply(space.name, [
          put({ ...first.content, origin: first.origin, id: deleted.id, seq: 1, version: 9, recordedAt: first.recordedAt }, 9),
        ]);
      },
      ["orphan"],
    ],
    ["a record that is ahead", (store, { name }, items) => store.apply(name, [put(items[3], 9)]), ["ahead", "missing"]],
    ["everything gone", (store, { name }) => store.drop(name), ["missing"]],
  ])("%s is found and mended, once", async (_, corrupt, kinds) => {
    const { space, remote, items } = await filled();
    expect((await space.verify()).sound).toBe(true);
    await corrupt(remote, space, items);
    const found = await space.verify();
    expect(found.sound).toBe(false);
    const findings = found.stores.flatMap((store) => store.findings);
    expect([...new Set(findings.map(({ kind }) => kind))]).toEqual(kinds);
    expect(new Set(findings.map(({ store }) => store))).toEqual(new Set(["remote"]));
    const repair = await space.repair();
    expect([repair.verified.sound, repair.repaired]).toEqual([true, findings.length]);
    expect(await space.repair()).toMatchObject({ repaired: 0, verified: { sound: true } });
  });

  it("finds stale and doubled copies", async () => {
    const { space, remote, items } = await filled();
    const scan = remote.scan.bind(remote);
    const alter = (change: (copy: Copy) => Copy[]) => {
      remote.scan = async function* (name) {
        for await (const copy of scan(name)) yield* change(copy);
      };
    };
    alter((copy) => [copy, ...(copy.id === items[4]?.id && copy.arm === "lexical" ? [copy] : [])]);
    expect((await space.verify()).stores[0]?.findings).toEqual([{ store: "remote", arm: "lexical", id: items[4]?.id, kind: "doubled" }]);
    const edited = items.find(({ version }) => version === 2)?.id;
    alter((copy) => [copy.id === edited ? { ...copy, version: 1 } : copy]);
    expect(new Set((await space.verify()).stores[0]?.findings.map(({ kind, id }) => `${kind} ${id}`))).toEqual(
      new Set([`stale ${edited}`]),
    );
  });

  it("sets back a cursor that is past the head", async () => {
    const { space, journal } = await filled();
    await journal.cursor(space.name, "remote").advance(999);
    expect(await space.verify()).toMatchObject({ sound: false });
    expect((await space.repair()).repaired).toBe(1);
    expect(await journal.cursor(space.name, "remote").get()).toBe((await space.head()).seq);
    expect((await space.repair()).repaired).toBe(0);
  });

  it("calls a store that is behind sound, and one that does not answer not", async () => {
    const { space, remote } = await filled();
    remote.apply = () => Promise.reject(new Error("down"));
    await space.write({ kind: "message", text: "late" });
    expect(await space.verify()).toMatchObject({ sound: true, stores: [{ store: "remote", behind: 1, findings: [] }, {}] });
    remote.scan = () => {
      throw new Error("no answer");
    };
    expect(await space.verify()).toMatchObject({ sound: false, stores: [{ unavailable: "no answer" }, {}] });
  });

  it("says after a repair how many entries the stores caught up", async () => {
    const { space, remote } = await filled();
    const { apply } = remote;
    remote.apply = () => Promise.reject(new Error("down"));
    await space.write([
      { kind: "message", text: "late" },
      { kind: "message", text: "later" },
    ]);
    expect(await space.repair()).toMatchObject({ caughtUp: 0 });
    remote.apply = apply;
    expect(await space.repair()).toMatchObject({ caughtUp: 2, repaired: 0, verified: { sound: true } });
    expect(await space.repair()).toMatchObject({ caughtUp: 0 });
  });

  it("counts what each arm of a store holds", async () => {
    const { space } = await filled();
    const held = { lexical: 19, vector: 19, time: 19 };
    expect((await space.verify()).stores).toMatchObject([
      { store: "remote", scanned: 57, held },
      { store: "memory", held: { lexical: 19 } },
    ]);
  });

  it("does not wait for ever for a store that accepts and never answers, and goes on with the others", async () => {
    const { space, remote, clock } = await filled();
    remote.scan = async function* () {
      yield await new Promise<never>(() => undefined);
    };
    const verifying = space.verify();
    for (let step = 0; step < 10; step += 1) await clock.advance(10_000);
    expect(await verifying).toMatchObject({
      sound: false,
      stores: [
        { store: "remote", unavailable: "No answer within 30 s." },
        { store: "memory", findings: [], scanned: 38 },
      ],
    });
  });

  it("reports its progress and stops with the signal", async () => {
    const { space } = await filled();
    const phases = new Set<string>();
    await space.verify({
      onProgress: ({ phase, done, total }) => {
        phases.add(phase);
        expect(done).toBeLessThanOrEqual(total);
      },
    });
    expect([...phases]).toEqual(["journal", "records", "remote", "memory"]);
    await expect(space.verify({ signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
  });

  it("lets everybody else have a turn, who may stop it", async () => {
    const { space } = await filled();
    await space.write(Array.from({ length: 600 }, (_, at) => ({ kind: "message" as const, text: `message ${at}` })));
    const enough = new AbortController();
    const turn = setImmediate(() => enough.abort(new Error("enough")));
    await expect(space.verify({ signal: enough.signal })).rejects.toThrow("enough");
    clearImmediate(turn);
  });

  it("does not mistake what is written meanwhile for a fault", async () => {
    const journal = inMemoryJournal();
    const { space } = openTestMemory({ journal });
    await space.write(Array.from({ length: 50 }, (_, at) => ({ kind: "message" as const, text: `message ${at}` })));
    const read = journal.read.bind(journal);
    let during = false;
    journal.read = async function* (name, after) {
      yield* read(name, after);
      if (during) return;
      during = true;
      const { items } = await space.list({});
      await space.delete(items[0]?.id ?? "");
      await space.update(items[1]?.id ?? "", { text: "edited" });
      await space.write({ kind: "message", text: "new" });
    };
    expect(await space.verify()).toMatchObject({ sound: true });
  });
});
