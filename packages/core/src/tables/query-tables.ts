import { PagefileError, type Space, type Store, type TableBody } from "../contracts/index.ts";
import { withinLimit } from "../memory/limits.ts";
import { planRoutes } from "../retrieval/plan.ts";
import { renderRows } from "./render-rows.ts";
import type { TableQueryOptions, TableResult } from "./tables.ts";

const maxSqlLength = 10_000;

interface Queried {
  readonly stores: readonly Store[];
  readonly space: Space;
  readonly tables: readonly TableBody[];
}

/** Asks the store that serves SQL over rows, and cuts what comes back to the budget. */
export async function queryTables({ stores, space, tables }: Queried, sql: string, options: TableQueryOptions): Promise<TableResult> {
  const { limit = 50, budgetTokens = 2_000, timeoutMs = 2_000, signal } = options;
  if (typeof sql !== "string" || sql.trim() === "") throw new PagefileError("QUERY_INVALID", "A query is one SELECT in SQL; got none.");
  withinLimit("The length of the query", sql.length, maxSqlLength);
  inRange("limit", limit, 1_000);
  inRange("budgetTokens", budgetTokens, 1_000_000);
  inRange("timeoutMs", timeoutMs, 60_000);
  const [route] = planRoutes(stores, ["row"], ["sql"]);
  if (route === undefined) throw new PagefileError("STORE_UNSUPPORTED", "No store of this memory can answer SQL over tables.");
  if (tables.length === 0) throw new PagefileError("QUERY_INVALID", "There are no tables yet. Define one first: its name and its columns.");
  const asked = tables.map(({ name, columns }) => ({ name, columns }));
  const result = await route.store.search(
    space,
    { arm: "sql", kinds: ["row"], tables: asked, sql, limit, timeoutMs },
    signal ? { signal } : {},
  );
  const { text, shown } = renderRows(result, budgetTokens);
  const { columns, total } = result;
  return { columns, rows: result.rows.slice(0, shown), total, truncated: shown < total, text };
}

function inRange(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new PagefileError("QUERY_INVALID", `\`${name}\` is a whole number from 1 to ${most.toLocaleString("en")}; got ${String(value)}.`);
}
