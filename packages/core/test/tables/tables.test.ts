import { openMemory, type SpaceMemory } from "@pagefile/core";
import { inMemoryJournal } from "@pagefile/testing";
import { expect, test } from "vitest";

const columns = [
  { name: "title", type: "text" },
  { name: "pages", type: "number" },
  { name: "read", type: "boolean" },
  { name: "bought", type: "time" },
] as const;

async function library(): Promise<SpaceMemory> {
  const space = openMemory({ journal: inMemoryJournal() }).space("acme/alice");
  await space.tables.define("Books", { description: "on my shelf", columns });
  return space;
}

test("keeps a definition under its name in lower case, as a record", async () => {
  const space = await library();
  expect(await space.tables.list()).toEqual([{ name: "books", description: "on my shelf", columns }]);
  expect((await space.get({ kind: "row", collection: "tables", key: "books" }))?.index).toBe(false);
  await expect(space.tables.describe("bocks")).rejects.toThrow('There is no table "bocks". Did you mean books? The tables are books.');
});

test("takes new columns, and says what to do where one would go or change", async () => {
  const { tables } = await library();
  await tables.define("books", { columns: [...columns, { name: "Shelf", type: "text" }] });
  expect((await tables.describe("books")).columns.at(-1)).toEqual({ name: "shelf", type: "text" });
  await expect(tables.define("books", { columns: columns.slice(1) })).rejects.toThrow(/title is missing.*Repeat it, as title text/);
  const changed = columns.map(({ name }) => ({ name, type: "text" as const }));
  await expect(tables.define("books", { columns: changed })).rejects.toThrow(/pages would change from number to text/);
});

test("loses no column when two define one table at once", async () => {
  const { tables } = await library();
  const adding = ["one", "two", "three"].map((name) => tables.define("books", { columns: [...columns, { name, type: "text" }] }));
  const outcomes = await Promise.allSettled(adding);
  // Whoever comes later is told of the column that its own definition leaves out.
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await tables.describe("books")).columns).toHaveLength(5);
});

test.each(["tables", "select", "user", "1st", "a b", "", "ö", "a".repeat(64), 'x"; DROP'])("refuses %j as a table's name", async (name) => {
  const { tables } = await library();
  await expect(tables.define(name, { columns })).rejects.toMatchObject({ code: "RECORD_INVALID" });
});

test.each(["key", "order", "a-b"])("refuses %j as a column's name", async (name) => {
  const { tables } = await library();
  await expect(tables.define("others", { columns: [{ name, type: "text" }] })).rejects.toMatchObject({ code: "RECORD_INVALID" });
});

test("keeps rows, gives a key where none is given, and replaces by key", async () => {
  const { tables } = await library();
  const { keys } = await tables.put("books", [
    { key: "dune", values: { title: "Dune", pages: 412, read: true, bought: "2026-01-02" } },
    { values: { Title: "Emma" } },
  ]);
  expect(keys).toHaveLength(2);
  await tables.put("books", { key: "dune", values: { title: "Dune", pages: 500 } });
  const rows = await tables.get("books", keys);
  expect(rows.map(({ values, version }) => ({ values, version }))).toEqual([
    { values: { title: "Dune", pages: 500 }, version: 2 },
    { values: { title: "Emma" }, version: 1 },
  ]);
});

test.each([
  [{ pages: "many" }, 'Column pages of table books is a number, without quotes; got the text "many".'],
  [{ read: 1 }, "Column read of table books is true or false, without quotes; got 1."],
  [{ title: ["a"] }, 'Column title of table books is a text, "in quotes"; got an array.'],
  [{ titel: "Dune" }, 'Table books has no column "titel". Did you mean title?'],
  [{ key: "dune" }, "it names the row and stands beside its values"],
  [{ bought: "yesterday" }, "Column bought of table books must be a Date or a time"],
])("says of %j what does not fit", async (values, sentence) => {
  const { tables } = await library();
  await expect(tables.put("books", [{ values: {} }, { values }])).rejects.toThrow(sentence);
  expect(await tables.get("books", ["dune"])).toEqual([]);
});

test("writes once for one idempotency key, keys it made included", async () => {
  const { tables } = await library();
  const once = () => tables.put("books", { values: { title: "Dune" } }, { idempotencyKey: "call-1" });
  const [first, second] = [await once(), await once()];
  expect(second).toMatchObject({ replayed: true, keys: first.keys, records: first.records });
});

test("rows have a history, are undone and erased like every record", async () => {
  const space = await library();
  await space.tables.put("books", { key: "dune", values: { title: "Dune" } });
  const [row] = await space.tables.get("books", ["dune"]);
  const id = row?.id ?? "";
  await space.tables.delete("books", ["dune", "never there"]);
  expect(await space.tables.get("books", ["dune"])).toEqual([]);
  await space.undo(id);
  expect(await space.tables.get("books", ["dune"])).toMatchObject([{ id, values: { title: "Dune" } }]);
  await space.erase(id);
  expect(await space.tables.get("books", ["dune"])).toEqual([]);
  expect((await space.history(id)).every(({ content }) => content === undefined)).toBe(true);
});

test("says that no store can answer where none serves SQL", async () => {
  const { tables } = await library();
  await expect(tables.query("SELECT 1")).rejects.toMatchObject({ code: "STORE_UNSUPPORTED" });
});
