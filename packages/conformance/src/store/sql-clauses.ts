import { isPagefileError, type SqlQuery, type SqlResult, type Space } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { spaceOf } from "../fresh-space.ts";
import { hostileTexts } from "../hostile-text.ts";
import { endlessQueries, sqlAttacks } from "./sql-attacks.ts";
import type { Draft, StoreContext } from "./store-context.ts";

const unless = (context: StoreContext): string | undefined => (context.kinds("sql").includes("row") ? undefined : "has no sql arm");

const items: SqlQuery["tables"][number] = {
  name: "items",
  columns: [
    { name: "name", type: "text" },
    { name: "price", type: "number" },
    { name: "sold", type: "boolean" },
    { name: "bought", type: "time" },
  ],
};
const makers: SqlQuery["tables"][number] = { name: "makers", columns: [{ name: "item", type: "text" }] };

type Values = Readonly<Record<string, string | number | boolean>>;

function row(table: string, key: string, values: Values): Draft {
  return { kind: "row", collection: table, key, body: { values }, terms: null };
}

const lamp: Values = { name: "lamp", price: 12.5, sold: true, bought: "2026-01-02T00:00:00.000Z" };
const table: Values = { name: "table", price: 90, sold: false, bought: "2026-02-03T10:00:00.000Z" };

function ask(context: StoreContext, sql: string, rest: Partial<SqlQuery> & { readonly space?: Space } = {}): Promise<SqlResult> {
  const { space = context.space, ...query } = rest;
  return context.store.search(
    space,
    { arm: "sql", kinds: ["row"], tables: [items, makers], sql, limit: 100, timeoutMs: 2_000, ...query },
    {},
  );
}

async function refused(asked: Promise<SqlResult>, sql: string): Promise<void> {
  const outcome = await asked.catch((error: unknown) => error);
  expect(isPagefileError(outcome) ? outcome.code : outcome, sql).toBe("STORE_REJECTED");
}

export const sqlClauses: readonly Clause<StoreContext>[] = inArea("sql", [
  {
    title: "asks the rows of a table by its name, with their key and the values in their types",
    unless,
    async run(context) {
      await context.write([row("items", "a", lamp), row("items", "b", { name: "chair" })]);
      const { columns, rows, total } = await ask(context, "SELECT * FROM items ORDER BY key;");
      expect(columns).toEqual(["key", "name", "price", "sold", "bought"]);
      expect(rows).toEqual([
        ["a", "lamp", 12.5, true, "2026-01-02T00:00:00.000Z"],
        ["b", "chair", null, null, null],
      ]);
      expect(total).toBe(2);
      expect(await ask(context, "SELECT count(*) AS n FROM makers")).toEqual({ columns: ["n"], rows: [[0]], total: 1 });
    },
  },
  {
    title: "sees a row as it now is: replaced, or not at all once removed",
    unless,
    async run(context) {
      const [first, second] = await context.write([row("items", "a", lamp), row("items", "b", table)]);
      expect((await ask(context, "SELECT name FROM items ORDER BY 1")).rows).toEqual([["lamp"], ["table"]]);
      await context.write([{ ...row("items", "a", { ...lamp, name: "torch" }), id: first?.id ?? "" }]);
      expect((await ask(context, "SELECT name FROM items ORDER BY 1")).rows).toEqual([["table"], ["torch"]]);
      await context.remove([second?.id ?? ""]);
      expect((await ask(context, "SELECT name FROM items ORDER BY 1")).rows).toEqual([["torch"]]);
    },
  },
  {
    title: "joins, groups, orders and counts as Postgres means it",
    unless,
    async run(context) {
      await context.write([row("items", "a", lamp), row("items", "b", table), row("items", "c", { name: "Lamp", price: 7 })]);
      await context.write([row("makers", "m", { item: "a" }), row("makers", "n", { item: "a" })]);
      const cases: readonly (readonly [string, readonly (readonly (string | number | boolean | null)[])[]])[] = [
        [
          "SELECT i.name, count(m.key) FROM items i LEFT JOIN makers m ON m.item = i.key GROUP BY i.name ORDER BY 2 DESC, 1",
          [
            ["lamp", 2],
            ["Lamp", 0],
            ["table", 0],
          ],
        ],
        ["SELECT name FROM items ORDER BY sold, price", [["table"], ["lamp"], ["Lamp"]]],
        ["SELECT name FROM items ORDER BY sold DESC", [["Lamp"], ["lamp"], ["table"]]],
        ["SELECT name FROM items WHERE name LIKE 'l%'", [["lamp"]]],
        ["SELECT count(*) FROM items WHERE name ILIKE 'L_MP'", [[2]]],
        ["SELECT sum(price), avg(price), min(name), max(price) FROM items WHERE NOT sold OR sold IS NULL", [[97, 48.5, "Lamp", 90]]],
        ["SELECT 7 / 2, 7 % 4, 1 / 0, round(2.5), -3 + 1", [[3.5, 3, null, 3, -2]]],
        ["SELECT substr('Straße', 5), length('记忆'), upper('é'), 'a' || 1, trim('  x ')", [["ße", 2, "É", "a1", "x"]]],
        ["SELECT key FROM items WHERE bought >= '2026-01-02' AND bought < '2026-02-01'", [["a"]]],
        [
          "SELECT extract(month FROM bought), date(bought), date(bought + interval '30 days') FROM items WHERE key = 'a'",
          [[1, "2026-01-02", "2026-02-01"]],
        ],
        [
          "SELECT CASE WHEN price > 50 THEN 'dear' ELSE 'cheap' END AS c, count(*) FROM items GROUP BY c ORDER BY c",
          [
            ["cheap", 2],
            ["dear", 1],
          ],
        ],
        ["WITH dear AS (SELECT * FROM items WHERE price > 10) SELECT count(*) FROM dear", [[2]]],
        ["SELECT name FROM items UNION SELECT key FROM makers ORDER BY 1 LIMIT 2 OFFSET 1", [["lamp"], ["m"]]],
        [
          "SELECT key, row_number() OVER (ORDER BY price DESC) FROM items ORDER BY key",
          [
            ["a", 2],
            ["b", 1],
            ["c", 3],
          ],
        ],
        ['SELECT "name" FROM "items" WHERE key IN (SELECT item FROM makers) -- a comment', [["lamp"]]],
      ];
      for (const [sql, rows] of cases) expect((await ask(context, sql)).rows, sql).toEqual(rows);
    },
  },
  {
    title: "returns at most as many rows as asked for, and says how many there are",
    unless,
    async run(context) {
      await context.write(Array.from({ length: 30 }, (_, at) => row("items", `k${at}`, { name: `item ${at}`, price: at })));
      const all = await ask(context, "SELECT price FROM items ORDER BY price", { limit: 4 });
      expect(all).toEqual({ columns: ["price"], rows: [[0], [1], [2], [3]], total: 30 });
      expect((await ask(context, "SELECT price FROM items LIMIT 7", { limit: 4 })).total).toBe(7);
      expect(await ask(context, "SELECT price FROM items WHERE price > 99")).toEqual({ columns: ["price"], rows: [], total: 0 });
    },
  },
  {
    title: "never shows a row of another space, whatever is asked",
    unless,
    async run(context) {
      const other = spaceOf(context.tenant, "other");
      await context.write([row("items", "a", lamp)]);
      await context.write([row("items", "z", { name: "elsewhere" }), row("secrets", "s", { secret: "hidden" })], other);
      expect((await ask(context, "SELECT name FROM items")).rows).toEqual([["lamp"]]);
      expect((await ask(context, "SELECT name FROM items", { space: other })).rows).toEqual([["elsewhere"]]);
      expect(await ask(context, "SELECT count(*) FROM items", { space: spaceOf(context.tenant, "nobody") })).toMatchObject({ rows: [[0]] });
    },
  },
  {
    title: "takes text for data, in values, patterns, names and quotes",
    unless,
    async run(context) {
      await context.write(hostileTexts.map((name, at) => row("items", `k${at}`, { name, price: at })));
      for (const [at, text] of hostileTexts.entries()) {
        const quoted = `'${text.replaceAll("'", "''")}'`;
        const { rows } = await ask(context, `SELECT price FROM items WHERE name = ${quoted}`);
        expect(rows, text).toEqual([[at]]);
        const like = quoted.replaceAll(/[\\%_]/g, "\\$&");
        expect((await ask(context, `SELECT price FROM items WHERE name LIKE ${like}`)).rows, text).toEqual([[at]]);
        if (text === "") continue;
        const named = await ask(context, `SELECT price AS "${text.replaceAll('"', '""')}" FROM items WHERE key = 'k0'`);
        expect(named.rows, text).toEqual([[0]]);
      }
    },
  },
  {
    title: "refuses whatever is not one SELECT over these tables, and nothing is wider or gone for it",
    unless,
    async run(context) {
      const other = spaceOf(context.tenant, "other");
      await context.write([row("items", "a", lamp)]);
      await context.write([row("items", "z", { name: "elsewhere" }), row("secrets", "s", { secret: "hidden" })], other);
      for (const sql of sqlAttacks) await refused(ask(context, sql), sql);
      expect((await ask(context, "SELECT name FROM items")).rows).toEqual([["lamp"]]);
      expect((await ask(context, "SELECT name FROM items", { space: other })).rows).toEqual([["elsewhere"]]);
    },
  },
  {
    title: "stops what takes too long, and answers the next query",
    unless,
    async run(context) {
      await context.write(Array.from({ length: 50 }, (_, at) => row("items", `k${at}`, { name: `item ${at}` })));
      for (const sql of endlessQueries) {
        await refused(ask(context, sql, { timeoutMs: 100 }), sql);
        expect((await ask(context, "SELECT count(*) FROM items")).rows).toEqual([[50]]);
      }
    },
  },
  {
    title: "says which table or column is not there, and which are",
    unless,
    async run(context) {
      await context.write([row("items", "a", lamp)]);
      const sentence = async (sql: string): Promise<string> => {
        const error: unknown = await ask(context, sql).catch((thrown: unknown) => thrown);
        return isPagefileError(error, "STORE_REJECTED") ? error.message : String(error);
      };
      expect(await sentence("SELECT * FROM item")).toMatch(/item\b.*items.*makers/);
      expect(await sentence("SELECT nam FROM items")).toMatch(/nam\b.*name/);
      expect(await sentence("SELECT i.color FROM items i")).toMatch(/color.*name, price, sold, bought/);
      expect(await sentence("SELECT name FROM items WHERE price = 'dear'")).toMatch(/number.*dear/);
    },
  },
]);
