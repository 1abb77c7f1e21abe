import { openMemory, type SpaceMemory } from "@pagefile/core";
import type { Origin } from "@pagefile/core/contracts";
import { inMemoryJournal } from "@pagefile/testing";
import { expect, test } from "vitest";

const web: Origin = { channel: "web", trust: "untrusted", source: "https://example.com/books" };
const tool: Origin = { channel: "tool", trust: "tool", source: "look_up" };
const user: Origin = { channel: "user", trust: "user" };
const columns = [{ name: "title", type: "text" }] as const;

async function library(): Promise<SpaceMemory> {
  const space = openMemory({ journal: inMemoryJournal() }).space("acme/alice");
  await space.tables.define("books", { columns });
  await space.tables.define("films", { columns });
  return space;
}

const labels = async ({ tables }: SpaceMemory, sql = "SELECT * FROM books"): Promise<string[]> =>
  (await tables.marksIn(sql)).map(({ origin }) => origin.trust).toSorted();

test("marks a table once for each low label that rows are put with, and no other table", async () => {
  const space = await library();
  await space.tables.put("books", { values: { title: "Dune" } }, { origin: user });
  expect(await labels(space)).toEqual([]);
  for (const origin of [web, web, tool]) await space.tables.put("books", { values: { title: "Emma" } }, { origin });
  expect(await labels(space)).toEqual(["tool", "untrusted"]);
  expect(await labels(space, "SELECT * FROM films")).toEqual([]);
  expect(await labels(space, 'SELECT * FROM "books", films')).toEqual(["tool", "untrusted"]);
});

test("a mark is there before the row, says nothing of it, and has no parents", async () => {
  const space = await library();
  const before = (await space.head()).seq;
  const { records } = await space.write({ kind: "message", text: "From the web." }, { origin: web });
  const origin: Origin = { ...web, parents: records.map(({ id }) => id) };
  await space.tables.put("books", { values: { title: "Emma" } }, { origin });
  const [mark] = await space.tables.marksIn("SELECT * FROM books");
  expect(mark).toMatchObject({ kind: "block", seq: before + 2, body: {}, index: false, origin: { channel: "web", trust: "untrusted" } });
  expect(mark?.origin).not.toHaveProperty("parents");
  expect(JSON.stringify(mark)).not.toContain("books");
});

test("rows that come by any other way are marked too, and a mark outlives its rows", async () => {
  const space = await library();
  await space.write({ kind: "row", collection: "books", key: "emma", body: { values: { title: "Emma" } }, index: false });
  expect(await labels(space)).toEqual([]);
  await space.update({ kind: "row", collection: "books", key: "emma" }, { body: { values: { title: "Dune" } } }, { origin: web });
  expect(await labels(space)).toEqual(["untrusted"]);
  const [row] = await space.tables.get("books", ["emma"]);
  await space.erase(row?.id ?? "");
  expect(await labels(space)).toEqual(["untrusted"]);
});

test("writing once with one key is still one write", async () => {
  const space = await library();
  const once = () => space.tables.put("books", { values: { title: "Dune" } }, { idempotencyKey: "call-1", origin: web });
  const [first, second] = [await once(), await once()];
  expect(second).toMatchObject({ replayed: true, keys: first.keys, records: first.records });
  expect(first.records).toHaveLength(1);
});

test("a table that is defined again is trusted no more than before, whoever adds to it", async () => {
  const space = await library();
  const trust = async () => (await space.get({ kind: "row", collection: "tables", key: "books" }))?.origin.trust;
  expect(await trust()).toBe("user");
  await space.tables.define("books", { columns: [...columns, { name: "shelf", type: "text" }] }, { origin: web });
  expect(await trust()).toBe("untrusted");
  await space.tables.define("books", { columns: [...columns, { name: "shelf", type: "text" }], description: "mine" }, { origin: user });
  expect(await trust()).toBe("untrusted");
  expect((await space.tables.describe("books")).description).toBe("mine");
});
