import { openMemory, type SpaceMemory } from "@pagefile/core";
import { isPagefileError, type ListPage } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { manualClock } from "@pagefile/testing";
import { describe, expect, it } from "vitest";
import { only, openTestMemory } from "./open-test-memory.ts";

async function idOf(written: ReturnType<SpaceMemory["write"]>): Promise<string> {
  return only((await written).records).id;
}

describe("the past of a space", () => {
  it("has what was deleted since, without what came later, in the versions of then", async () => {
    const { space } = openTestMemory();
    const kept = await idOf(space.write({ kind: "block", collection: "core", key: "human", body: { text: "Ana" } }));
    const gone = await idOf(space.write({ kind: "message", text: "hello" }));
    const { seq } = await space.head();
    await space.update(kept, { body: { text: "Ana, from Porto" } });
    await space.delete(gone);
    await space.write({ kind: "message", text: "later" });
    const then = space.at(seq);
    expect((await then.list({})).items.map(({ id, version, body }) => [id, version, body])).toEqual([
      [kept, 1, { text: "Ana" }],
      [gone, 1, { role: "user", text: "hello" }],
    ]);
    expect(await then.get({ kind: "block", collection: "core", key: "human" })).toMatchObject({ id: kept, body: { text: "Ana" } });
    expect((await then.list({ kind: "message", order: "descending" })).items.map(({ id }) => id)).toEqual([gone]);
    expect(await then.getMany([gone, kept])).toHaveLength(2);
    expect([await then.count(), await space.count()]).toEqual([
      { block: 1, message: 1 },
      { block: 1, message: 1 },
    ]);
    expect(await space.at(1).count()).toEqual({ block: 1 });
    expect((await space.at(0).list({})).items).toEqual([]);
    expect((await space.at(99).list({})).items).toEqual((await space.list({})).items);
  });

  it("has nothing of what was erased since", async () => {
    const { space } = openTestMemory();
    const id = await idOf(space.write({ kind: "message", text: "secret", collection: "c", key: "k" }));
    await space.write({ kind: "message", text: "other" });
    await space.erase(id);
    const then = space.at(2);
    expect(await then.get(id)).toBeUndefined();
    expect(await then.get({ kind: "message", collection: "c", key: "k" })).toBeUndefined();
    expect((await then.list({})).items.map(({ body }) => body)).toMatchObject([{ text: "other" }]);
    expect((await then.read("secret")).hits).toEqual([]);
  });

  it("is found by time as well: after the last entry recorded by then", async () => {
    const { space, clock } = openTestMemory();
    const start = clock.now();
    for (let n = 1; n <= 40; n += 1) {
      await space.write({ kind: "message", text: `at minute ${n}` });
      await clock.advance(60_000);
    }
    for (let n = 0; n <= 41; n += 1) {
      const then = space.at(new Date(start + (n - 1) * 60_000 + 30_000));
      expect(await then.seq()).toBe(Math.min(n, 40));
      expect((await then.list({})).items).toHaveLength(Math.min(n, 40));
    }
    const exactly = space.at(new Date(start + 60_000).toISOString());
    expect([await exactly.seq(), await exactly.recordedAt()]).toEqual([2, new Date(start + 60_000).toISOString()]);
    expect(await space.at(0).recordedAt()).toBeUndefined();
  });

  it("stands still at the entry it was first asked at", async () => {
    const { space } = openTestMemory();
    await space.write({ kind: "message", text: "one" });
    const now = space.at(new Date("2100-01-01T00:00:00Z"));
    const beyond = space.at(1_000);
    expect([await now.seq(), await beyond.seq()]).toEqual([1, 1]);
    await space.write({ kind: "message", text: "two" });
    expect((await now.list({})).items).toHaveLength(1);
    expect((await beyond.list({})).items).toHaveLength(1);
  });

  it("finds the entry of a time without reading the journal", async () => {
    const { memory, space, journal, clock } = openTestMemory();
    const start = clock.now();
    for (let n = 0; n < 300; n += 1) {
      await space.write({ kind: "message", text: `${n}` }, { wait: "journal" });
      await clock.advance(1_000);
    }
    let asked = 0;
    const counted = new Proxy(journal, {
      get(target, name) {
        if (name === "read" || name === "history") throw new Error("the journal is read");
        if (name === "entries") asked += 1;
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === "function" ? member.bind(target) : member;
      },
    });
    const other = openMemory({ journal: counted, clock }).space("acme/alice");
    expect(await other.at(new Date(start + 123_456)).seq()).toBe(124);
    expect(asked).toBeLessThanOrEqual(10);
    await memory.close();
  });

  it("recalls what was known then, as it was then, and says what that cannot find", async () => {
    const { space } = openTestMemory();
    const boiler = await idOf(space.write({ kind: "passage", text: "The boiler was serviced in March." }));
    await space.write(Array.from({ length: 30 }, (_, n) => ({ kind: "passage" as const, text: `The garden has ${n} apple trees.` })));
    const { seq } = await space.head();
    await space.update(boiler, { text: "The boiler was replaced in May." });
    await space.write(Array.from({ length: 30 }, (_, n) => ({ kind: "passage" as const, text: `The boiler of house ${n} is new.` })));
    const recall = await space.at(seq).read("boiler", { limit: 5 });
    expect(recall.hits.map(({ id, text }) => [id, text])).toEqual([[boiler, "The boiler was serviced in March."]]);
    expect(recall.text).toContain("serviced in March");
    expect(recall.past).toEqual({ seq, limits: expect.stringContaining("deleted") as unknown });
    expect((await space.read("boiler", { limit: 5 })).past).toBeUndefined();
    expect(await space.at(0).read("boiler")).toMatchObject({ hits: [], found: false, confidence: 0 });
  });

  it("recalls what a filter accepted then as well as now", async () => {
    const { space } = openTestMemory();
    const moved = await idOf(space.write({ kind: "passage", text: "The boiler hums.", attributes: { room: "attic" } }));
    const stayed = await idOf(space.write({ kind: "passage", text: "The boiler drips.", attributes: { room: "cellar" } }));
    const { seq } = await space.head();
    await space.update(moved, { attributes: { room: "cellar" } });
    const filter = { attribute: "room", equals: "cellar" } as const;
    expect((await space.read("boiler", { filter })).hits).toHaveLength(2);
    expect((await space.at(seq).read("boiler", { filter })).hits.map(({ id }) => id)).toEqual([stayed]);
  });

  it("pages through a recall, with a cursor of its own", async () => {
    const { space } = openTestMemory();
    await space.write(["one", "two", "three"].map((text) => ({ kind: "passage" as const, text: `boiler ${text}` })));
    await space.write({ kind: "passage", text: "boiler four" });
    const first = await space.at(3).read("boiler", { limit: 2 });
    const second = await space.at(3).read("boiler", { limit: 2, cursor: first.next ?? "" });
    expect(new Set([...first.hits, ...second.hits].map(({ id }) => id)).size).toBe(3);
    expect(second.next).toBeUndefined();
    await expect(space.read("boiler", { limit: 2, cursor: first.next ?? "" })).rejects.toMatchObject({ code: "QUERY_INVALID" });
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 60])("refuses %d as a moment", (moment) => {
    const { space } = openTestMemory();
    expect(() => space.at(moment)).toThrow(expect.objectContaining({ code: "QUERY_INVALID" }) as Error);
  });

  it("refuses what is no time, and conditions that need the present", async () => {
    const { space } = openTestMemory();
    const code = (run: () => unknown): string | undefined => {
      try {
        run();
        return undefined;
      } catch (error) {
        return isPagefileError(error) ? error.code : undefined;
      }
    };
    expect(code(() => space.at("yesterday"))).toBe("RECORD_INVALID");
    expect(code(() => space.at(new Date(Number.NaN)))).toBe("RECORD_INVALID");
    const { id } = only((await space.write({ kind: "message", text: "one" })).records);
    await expect(space.at(1).list({ tag: "x" })).rejects.toMatchObject({ code: "QUERY_INVALID" });
    await expect(space.at(1).list({ parent: id })).rejects.toMatchObject({ code: "QUERY_INVALID" });
    await expect(space.list({ asOf: -1 })).rejects.toMatchObject({ code: "QUERY_INVALID" });
    const where: ListPage = { kind: "message", asOf: 1 };
    await expect(space.delete({ where })).rejects.toMatchObject({ code: "QUERY_INVALID" });
    expect(await space.get(id)).toBeDefined();
  });

  it("survives export and import", async () => {
    const clock = manualClock();
    await using memory = openMemory({ journal: sqlite({ file: ":memory:" }), clock });
    const [space, copy] = [memory.space("acme/alice"), memory.space("acme/copy")];
    const id = await idOf(space.write({ kind: "row", body: { n: 1 }, collection: "items", key: "a" }));
    await space.update(id, { body: { n: 2 } });
    await space.delete(id);
    await space.write({ kind: "row", body: { n: 3 }, collection: "items", key: "a" });
    await copy.import(space.export());
    for (let seq = 0; seq <= 4; seq += 1) {
      const page = { collection: "items", by: "key" } as const;
      expect((await copy.at(seq).list(page)).items).toEqual((await space.at(seq).list(page)).items);
      const named = { kind: "row", collection: "items", key: "a" } as const;
      expect((await copy.at(seq).get(named))?.body).toEqual([undefined, { n: 1 }, { n: 2 }, undefined, { n: 3 }][seq]);
    }
  });
});
