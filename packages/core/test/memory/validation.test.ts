import type { Filter } from "@pagefile/core/contracts";
import { describe, expect, it } from "vitest";
import { only, openTestMemory } from "./open-test-memory.ts";

describe("what a draft may hold", () => {
  const message = { kind: "message", text: "hello" } as const;
  const cyclic: Record<string, unknown> = {};
  cyclic["self"] = cyclic;

  it.each([
    ["an unknown kind", { kind: "note", text: "x" }, "RECORD_INVALID"],
    ["no text and no body", { kind: "message" }, "RECORD_INVALID"],
    ["a text that is none", { kind: "message", text: 7 }, "RECORD_INVALID"],
    ["NUL in a text", { ...message, text: "a\0b" }, "RECORD_INVALID"],
    ["NUL in a tag", { ...message, tags: ["a\0b"] }, "RECORD_INVALID"],
    ["NUL in a body", { kind: "row", body: { name: ["a\0b"] } }, "RECORD_INVALID"],
    ["a text above a megabyte", { ...message, text: "é".repeat(524_289) }, "LIMIT_EXCEEDED"],
    ["65 tags", { ...message, tags: Array.from({ length: 65 }, (_, at) => `t${at}`) }, "LIMIT_EXCEEDED"],
    ["an empty tag", { ...message, tags: [""] }, "RECORD_INVALID"],
    ["an attribute with a blank in its name (pitfall 18)", { ...message, attributes: { "a b": 1 } }, "RECORD_INVALID"],
    ["an attribute named by an injection (pitfall 18)", { ...message, attributes: { "x') OR 1=1 --": 1 } }, "RECORD_INVALID"],
    ["an attribute named __proto__", { ...message, attributes: JSON.parse('{"__proto__": 1}') as object }, "RECORD_INVALID"],
    ["an attribute named constructor", { ...message, attributes: { constructor: 1 } }, "RECORD_INVALID"],
    ["an attribute that is not flat", { ...message, attributes: { a: [1] } }, "RECORD_INVALID"],
    ["an attribute that is not finite", { ...message, attributes: { a: Number.NaN } }, "RECORD_INVALID"],
    ["a member called __proto__", { kind: "row", body: JSON.parse('{"__proto__": {"admin": true}}') as object }, "RECORD_INVALID"],
    ["a member that would be read as bytes", { kind: "row", body: { a: { $bytes: "!" } } }, "RECORD_INVALID"],
    ["a body that refers to itself", { kind: "row", body: cyclic }, "LIMIT_EXCEEDED"],
    ["a body with a function", { kind: "row", body: { f: () => 1 } }, "RECORD_INVALID"],
    ["a time without a zone", { ...message, occurredAt: "2026-05-03T10:00:00" }, "RECORD_INVALID"],
    ["a date that is none", { ...message, occurredAt: new Date("x") }, "RECORD_INVALID"],
    ["a key without a collection", { ...message, key: "k" }, "RECORD_INVALID"],
    ["an id that is no UUIDv7", { ...message, id: "1" }, "RECORD_INVALID"],
    ["a negative version", { ...message, expectedVersion: -1 }, "RECORD_INVALID"],
  ])("refuses %s and writes nothing", async (_, draft, code) => {
    const { space } = openTestMemory();
    await expect(space.write([message, draft as never])).rejects.toMatchObject({ code });
    expect((await space.head()).seq).toBe(0);
  });

  it("keeps half a surrogate pair as U+FFFD and any other text as it is", async () => {
    const { space } = openTestMemory();
    const text = "家 naïve \u{1F600} '; DROP TABLE x; -- \u202E ";
    const { records } = await space.write([{ kind: "message", text: `\uD800${text}` }]);
    expect((await space.get(only(records).id))?.body).toEqual({ role: "user", text: `\uFFFD${text}` });
  });

  it("keeps a time given as a Date or with any zone as UTC", async () => {
    const { space } = openTestMemory();
    const { records } = await space.write([
      { kind: "message", text: "a", occurredAt: new Date(0) },
      { kind: "message", text: "b", occurredAt: "2026-05-03T10:00:00+02:00" },
    ]);
    const kept = await space.getMany(records.map(({ id }) => id));
    expect(kept.map(({ occurredAt }) => occurredAt)).toEqual(["1970-01-01T00:00:00.000Z", "2026-05-03T08:00:00.000Z"]);
  });

  it("says by how much a batch is too large", async () => {
    const { space } = openTestMemory();
    const drafts = Array.from({ length: 1_001 }, () => message);
    await expect(space.write(drafts)).rejects.toMatchObject({
      code: "LIMIT_EXCEEDED",
      message: expect.stringContaining("1 more than the limit of 1,000") as string,
    });
  });
});

describe("what a filter may hold", () => {
  let deep: unknown = { tag: "x" };
  for (let level = 0; level < 20; level += 1) deep = { not: deep };

  it.each([
    ["a string", "session = 's1'"],
    ["an unknown condition", { like: "x" }],
    ["two conditions in one", { tag: "x", attribute: "session", equals: "s1" }],
    ["an attribute named by an injection (pitfall 18)", { attribute: "a') OR 1=1 --", equals: 1 }],
    ["an attribute named __proto__", { attribute: "__proto__", equals: 1 }],
    ["a value that is an object", { attribute: "a", equals: { $ne: null } }],
    ["a range of two types", { attribute: "a", range: { gte: 1, lt: "x" } }],
    ["a range without bounds", { attribute: "a", range: {} }],
    ["an unknown time", { time: "updatedAt", range: { gte: "2026-01-01" } }],
    ["a time that is none", { time: "createdAt", range: { gte: "yesterday" } }],
    ["`and` of no list", { and: { tag: "x" } }],
    ["deep nesting", deep],
    ["too many values", { attribute: "a", in: Array.from({ length: 2_000 }, (_, at) => at) }],
  ])("refuses %s", async (_, filter) => {
    const { space } = openTestMemory();
    await space.write({ kind: "message", text: "hello" });
    await expect(space.read("hello", { filter: filter as Filter })).rejects.toMatchObject({ code: "FILTER_INVALID" });
  });

  it("narrows a read to what passes it", async () => {
    const { space } = openTestMemory();
    await space.write([
      { kind: "message", text: "hello there", attributes: { session: "s1" } },
      { kind: "message", text: "hello again", attributes: { session: "s2" } },
    ]);
    const { hits } = await space.read("hello", { filter: { and: [{ attribute: "session", equals: "s2" }, { not: { tag: "x" } }] } });
    expect(hits.map(({ record }) => record.attributes["session"])).toEqual(["s2"]);
  });
});

it("takes a condition for a deletion whatever its prototype, and refuses nothing at all by its code", async () => {
  const { space } = openTestMemory();
  await space.write({ kind: "message", text: "one" });
  const asked = Object.assign(Object.create(null) as object, { where: { kind: "message" } as const });
  expect((await space.delete(asked)).records).toHaveLength(1);
  await expect(space.delete(null as never)).rejects.toMatchObject({ code: "RECORD_INVALID" });
});
