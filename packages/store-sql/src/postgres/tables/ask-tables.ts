import { isPagefileError, type JsonValue, type MemoryRecord, type SqlQuery, type SqlResult } from "@pagefile/core/contracts";
import { refuse } from "../../expressions/refuse.ts";
import type { CompiledQuery } from "../../tables/compile-query.ts";
import { columnAs, tableAs } from "../../tables/from.ts";
import { cellsOf } from "../../tables/stored-value.ts";
import type { Database } from "../database/database.ts";
import { sqlState } from "../database/postgres-errors.ts";
import { listRecords } from "../journal/list.ts";

type Table = SqlQuery["tables"][number];
type Asked = CompiledQuery & Pick<SqlQuery, "limit" | "timeoutMs">;

/** The most rows of a table that a query can read. */
const maxRows = 50_000;
const cancelled = "57014";

/**
 * Runs a query in the transaction of its space, which only reads. The rows are taken out first and given back as JSON;
 * then the space is left, so that row-level security shows no row of Pagefile's own tables to the query itself.
 */
export async function askTables(database: Database, space: number, query: Asked): Promise<SqlResult> {
  const sources: string[] = [];
  const rows: string[] = [];
  for (const table of query.tables) {
    rows.push(JSON.stringify(await rowsOf(database, space, table)));
    sources.push(
      `${tableAs(table.name)} AS MATERIALIZED (SELECT * FROM json_to_recordset($${query.values.length + rows.length}::json) AS r(${fieldsOf(table)}))`,
    );
  }
  await database.get("SELECT number FROM enter_space('', false)");
  await database.execute(`SET LOCAL statement_timeout TO ${query.timeoutMs}`);
  const tables = sources.length === 0 ? "" : `WITH ${sources.join(", ")} `;
  const counted = `${tables}SELECT q.*, count(*) OVER () AS total FROM (${query.sql}) AS q LIMIT ${query.limit}`;
  const found = await run(database, { sql: counted, values: [...query.values, ...rows], timeoutMs: query.timeoutMs });
  return {
    columns: query.columns.map(({ name }) => name),
    rows: found.map((row) => query.columns.map(({ type }, at) => valueOut(row[`c${at + 1}`], type === "number"))),
    total: Number(found[0]?.["total"] ?? 0),
  };
}

async function rowsOf(database: Database, space: number, table: Table): Promise<readonly Readonly<Record<string, JsonValue>>[]> {
  const { items } = await listRecords(database, space, { kind: "row", collection: table.name, by: "key", limit: maxRows + 1 });
  if (items.length > maxRows) refuse(`Table ${table.name} has more than the ${maxRows} rows that SQL can read here.`);
  const names = ["key", ...table.columns.map(({ name }) => name)].map(columnAs);
  return items.map((record: MemoryRecord) => {
    const cells = cellsOf(record, table);
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? null]));
  });
}

function fieldsOf({ columns }: Table): string {
  const text = 'text COLLATE "C"';
  const types = { text, number: "float8", boolean: "boolean", time: text };
  return [`c_key ${text}`, ...columns.map(({ name, type }) => `${columnAs(name)} ${types[type]}`)].join(", ");
}

interface Statement {
  readonly sql: string;
  readonly values: readonly (string | number)[];
  readonly timeoutMs: number;
}

async function run(database: Database, { sql, values, timeoutMs }: Statement): Promise<readonly Readonly<Record<string, unknown>>[]> {
  try {
    return await database.all(sql, ...values);
  } catch (error) {
    const cause: unknown = isPagefileError(error) ? error.cause : undefined;
    const state = sqlState(cause);
    if (state === cancelled)
      return refuse(`The query took longer than ${timeoutMs} ms and was stopped. Join fewer rows, or narrow them with WHERE first.`);
    if (!(cause instanceof Error) || state === undefined || !/^(0A|21|22|42|54)/.test(state)) throw error;
    return refuse(`The query cannot be run: ${cause.message}.`);
  }
}

/** A count is a bigint, and a sum of counts a numeric, which the driver gives as text. */
function valueOut(value: unknown, number: boolean): JsonValue {
  if (value === null || value === undefined) return null;
  if (!number) return typeof value === "boolean" ? value : String(value);
  return Number.isFinite(Number(value)) ? Number(value) : null;
}
