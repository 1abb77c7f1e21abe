import type { SpaceMemory, Timeline, TimelinePage } from "@pagefile/core";
import { describe, expect, it } from "vitest";
import { only, openTestMemory } from "./open-test-memory.ts";

async function wholeTimeline(space: SpaceMemory, page: TimelinePage): Promise<Timeline[]> {
  const pages = [await space.timeline(page)];
  for (let cursor = pages[0]?.next; cursor !== undefined; cursor = pages.at(-1)?.next)
    pages.push(await space.timeline({ ...page, cursor }));
  return pages;
}

const seqsOf = (pages: readonly Timeline[]): number[] => pages.flatMap(({ items }) => items.map(({ entry }) => entry.seq));

describe("a timeline", () => {
  it("shows what an entry replaced or deleted, its kind, and whether it is the record's last", async () => {
    const { space } = openTestMemory();
    const { id } = only((await space.write({ kind: "passage", text: "Ana lives in Lisbon." })).records);
    await space.update(id, { text: "Ana lives in Porto." });
    await space.delete(id);
    await space.undo(id);
    const { items, head, searched, next } = await space.timeline();
    const shown = items.map(({ entry, kind, before, version, superseded, undoable }) => {
      const text = (body: unknown): unknown => (typeof body === "object" && body !== null && "text" in body ? body.text : undefined);
      return [entry.operation, kind, text(before?.body), text(entry.content?.body), version, superseded, undoable];
    });
    expect(shown).toEqual([
      ["put", "passage", undefined, "Ana lives in Porto.", 4, false, true],
      ["delete", "passage", "Ana lives in Porto.", undefined, 3, true, false],
      ["put", "passage", "Ana lives in Lisbon.", "Ana lives in Porto.", 2, true, false],
      ["put", "passage", undefined, "Ana lives in Lisbon.", 1, true, false],
    ]);
    expect({ head: head.seq, searched, next }).toEqual({ head: 4, searched: { newest: 4, oldest: 1 }, next: undefined });
  });

  it("calls undoable exactly what undo takes back", async () => {
    const { space } = openTestMemory();
    for (const text of ["one", "two", "three"]) await space.write({ kind: "message", text });
    const [a = "", b = "", c = ""] = (await space.list({})).items.map(({ id }) => id);
    await space.update(a, { text: "changed" });
    await space.delete(b);
    await space.erase(c);
    const { items } = await space.timeline();
    const undoable = items.filter((item) => item.undoable);
    expect(undoable.map(({ entry }) => [entry.operation, entry.id])).toEqual([
      ["delete", b],
      ["put", a],
    ]);
    for (const { entry } of undoable) await space.undo(entry.id);
    expect((await space.list({})).items.map(({ body }) => body)).toMatchObject([{ text: "one" }, { text: "two" }]);
  });

  it("has nothing left of what was erased", async () => {
    const { space } = openTestMemory();
    const { id } = only((await space.write({ kind: "message", text: "secret" })).records);
    await space.update(id, { text: "still secret" });
    await space.delete(id);
    await space.erase(id);
    const { items } = await space.timeline();
    expect(items.map(({ entry }) => entry.operation)).toEqual(["erase", "delete", "put", "put"]);
    for (const item of items) expect(item).toMatchObject({ undoable: false });
    expect(items.flatMap(({ kind, before }) => [kind, before])).toEqual(Array.from({ length: 8 }, () => undefined));
    expect(JSON.stringify(items)).not.toContain("secret");
    expect((await space.timeline({ kinds: ["message"] })).items).toEqual([]);
    expect((await space.timeline({ text: "secret" })).items).toEqual([]);
  });

  it("pages through every entry once, also while more are written", async () => {
    const { space } = openTestMemory();
    for (let n = 0; n < 13; n += 1) await space.write({ kind: "message", text: `message ${n}` });
    const first = await space.timeline({ limit: 5 });
    await space.write({ kind: "message", text: "later" });
    const second = await space.timeline({ limit: 5, cursor: first.next ?? "" });
    const third = await space.timeline({ limit: 5, cursor: second.next ?? "" });
    expect(seqsOf([first, second, third])).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect([second.searched, third.searched, third.next]).toEqual([{ newest: 8, oldest: 4 }, { newest: 3, oldest: 1 }, undefined]);
  });

  it("finds by operation, kind, channel, principal and text, that of a deleted record too", async () => {
    const { space } = openTestMemory();
    const ana = { channel: "user", trust: "user", principal: "ana" } as const;
    const { id } = only((await space.write({ kind: "passage", text: "The Boiler was serviced." }, { origin: ana })).records);
    await space.write({ kind: "message", text: "hello", tags: ["boilerplate"] }, { origin: { channel: "agent", trust: "user" } });
    await space.delete(id);
    await space.write({ kind: "row", body: { values: { what: ["a boiler"] } }, collection: "items", key: "1" });
    const found = async (page: TimelinePage): Promise<number[]> => seqsOf(await wholeTimeline(space, page));
    expect(await found({ operations: ["delete"] })).toEqual([3]);
    expect(await found({ kinds: ["passage"] })).toEqual([3, 1]);
    expect(await found({ channels: ["agent", "user"] })).toEqual([2, 1]);
    expect(await found({ principal: "ana" })).toEqual([1]);
    expect(await found({ text: "BOILER" })).toEqual([4, 3, 2, 1]);
    expect(await found({ text: "boiler", kinds: ["passage"], operations: ["put"] })).toEqual([1]);
    expect(await found({ text: "values" })).toEqual([]);
  });

  it("says how far it looked, and goes on from there", async () => {
    const { space } = openTestMemory();
    await space.write({ kind: "passage", text: "needle" });
    await space.write(Array.from({ length: 700 }, (_, n) => ({ kind: "message" as const, text: `hay ${n}` })));
    const pages = await wholeTimeline(space, { kinds: ["passage"], lookThrough: 300 });
    expect(pages.map(({ searched }) => searched)).toEqual([
      { newest: 701, oldest: 402 },
      { newest: 401, oldest: 102 },
      { newest: 101, oldest: 1 },
    ]);
    expect(seqsOf(pages)).toEqual([1]);
  });

  it("is empty for an empty space", async () => {
    const { items, searched, next } = await openTestMemory().space.timeline({ text: "x" });
    expect({ items, searched, next }).toEqual({ items: [], searched: { newest: 0, oldest: 0 }, next: undefined });
  });

  it.each([
    { limit: 0 },
    { limit: 1_001 },
    { lookThrough: 0 },
    { operations: ["put", "undo"] },
    { kinds: ["note"] },
    { channels: "user" },
    { principal: "" },
    { text: 3 },
    { cursor: "nonsense" },
    { cursor: "~1" },
    { where: {} },
  ])("refuses %j", async (page) => {
    await expect(openTestMemory().space.timeline(page as TimelinePage)).rejects.toMatchObject({ code: "QUERY_INVALID" });
  });

  it("refuses the cursor of another timeline", async () => {
    const { space } = openTestMemory();
    await space.write([1, 2, 3].map((n) => ({ kind: "message", text: `${n}` })));
    const { next = "" } = await space.timeline({ limit: 1 });
    await expect(space.timeline({ cursor: next, kinds: ["message"] })).rejects.toMatchObject({ code: "QUERY_INVALID" });
  });
});
