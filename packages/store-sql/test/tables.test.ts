import { DatabaseSync } from "node:sqlite";
import { openMemory, type SpaceMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { describe, expect, it } from "vitest";
import { TableSandbox } from "../src/sqlite/tables/table-sandbox.ts";

async function bookshelf(rows = 3): Promise<SpaceMemory> {
  const space = openMemory({ journal: sqlite({ file: ":memory:" }) }).space("acme/alice");
  await space.tables.define("books", {
    columns: [
      { name: "title", type: "text" },
      { name: "pages", type: "number" },
    ],
  });
  const drafts = Array.from({ length: rows }, (_, at) => ({ key: `b${at}`, values: { title: `Book ${at}`, pages: at * 100 } }));
  await space.tables.put("books", drafts);
  return space;
}

describe("a query over tables", () => {
  it("is answered as text for a model, with the true count", async () => {
    const { tables } = await bookshelf(200);
    const result = await tables.query("SELECT title, pages FROM books ORDER BY pages DESC", { limit: 2 });
    expect(result).toMatchObject({
      total: 200,
      truncated: true,
      rows: [
        ["Book 199", 19_900],
        ["Book 198", 19_800],
      ],
    });
    expect(result.text.split("\n").slice(0, 2)).toEqual(["title | pages", "Book 199 | 19900"]);
    expect(result.text).toContain("The first 2 of 200 rows.");
  });

  it("is cut to its budget of tokens", async () => {
    const { tables } = await bookshelf(200);
    const { rows, truncated, total } = await tables.query("SELECT * FROM books", { limit: 200, budgetTokens: 200 });
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length).toBeLessThan(40);
    expect({ truncated, total }).toEqual({ truncated: true, total: 200 });
  });

  it("sees a column that was added, and rows that an undo brought back", async () => {
    const space = await bookshelf();
    const { records } = await space.tables.delete("books", ["b0"]);
    expect((await space.tables.query("SELECT count(*) FROM books")).rows).toEqual([[2]]);
    await space.undo(records[0]?.id ?? "");
    const { columns } = await space.tables.describe("books");
    await space.tables.define("books", { columns: [...columns, { name: "lent", type: "boolean" }] });
    expect((await space.tables.query("SELECT count(*), count(lent) FROM books")).rows).toEqual([[3, 0]]);
  });

  it("says how to begin where there is no table", async () => {
    const space = openMemory({ journal: sqlite({ file: ":memory:" }) }).space("acme/alice");
    await expect(space.tables.query("SELECT 1")).rejects.toThrow("There are no tables yet.");
  });
});

describe("the database a query runs in", () => {
  const ask = { values: [], columns: [{ name: "x", type: "text" as const }] };
  const bounds = { limit: 10, timeoutMs: 1_000 };
  const beyond = [
    "SELECT sql AS c1 FROM sqlite_master",
    "SELECT name AS c1 FROM pragma_table_list",
    "ATTACH ':memory:' AS other",
    "DROP TABLE t_books",
    "PRAGMA query_only = OFF",
    "WITH RECURSIVE n(c1) AS (SELECT 1 UNION ALL SELECT c1 + 1 FROM n) SELECT c1 FROM n",
  ];

  it.each(beyond)("refuses %s even where the compiler would let it pass", (sql) => {
    const sandbox = new TableSandbox(new DatabaseSync(":memory:"));
    sandbox.fill({ name: "books", columns: [] }, [["b0"]]);
    expect(() => sandbox.ask({ ...ask, sql }, bounds)).toThrow("The query cannot be run");
    expect(sandbox.ask({ ...ask, sql: "SELECT c_key AS c1 FROM t_books" }, bounds).rows).toEqual([["b0"]]);
    sandbox.close();
  });
});
