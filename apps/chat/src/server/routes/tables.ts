import type { SpaceMemory } from "@pagefile/core";
import { isPagefileError, type JsonValue, type MemoryRecord } from "@pagefile/core/contracts";
import type { Hono } from "hono";
import type { QueryView, RowsView, TablesView, TableView } from "../../protocol/tables.ts";
import type { SpaceEnv } from "../chat-services.ts";
import { readBody } from "../request-body.ts";
import { notFound, RequestError } from "../request-error.ts";
import { given, RequestQuery } from "../request-query.ts";
import { shownTable } from "../shown-table.ts";

const mostRows = 500;
const queryTimeoutMs = 5000;
/** The page shows rows as they are and not as text for a model. */
const queryTokens = 1_000_000;

export function tableRoutes(app: Hono<SpaceEnv>): void {
  app.get("/tables", async (context) => {
    const view: TablesView = { tables: await tablesOf(context.var.space, new RequestQuery(context).at) };
    return context.json(view);
  });

  app.get("/tables/:name/rows", async (context) => {
    const { space } = context.var;
    const query = new RequestQuery(context);
    const { at } = query;
    const name = context.req.param("name");
    const table = (await tablesOf(space, at)).find((one) => one.name === name);
    if (table === undefined) throw notFound("There is no such table.");
    const limit = query.count("limit", { least: 1, most: mostRows }) ?? 100;
    const from = at === undefined ? space : space.at(at);
    const page = await from.list({ kind: "row", collection: name, by: "key", limit, ...given("cursor", query.text("cursor", 4000)) });
    const view: RowsView = { rows: page.items.map((row) => showRow(row, table)), ...given("next", page.next) };
    return context.json(view);
  });

  app.post("/tables/query", async (context) => {
    const sql = (await readBody(context)).text("sql", 10_000);
    const begun = performance.now();
    const options = { limit: mostRows, timeoutMs: queryTimeoutMs, budgetTokens: queryTokens, signal: context.req.raw.signal };
    const { columns, rows, total, truncated } = await context.var.space.tables.query(sql, options).catch((error: unknown) => {
      if (isPagefileError(error, "QUERY_INVALID")) throw new RequestError(422, error.code, { message: error.message });
      throw error;
    });
    const view: QueryView = { columns, rows, total, truncated, ms: performance.now() - begun };
    return context.json(view);
  });
}

async function tablesOf(space: SpaceMemory, at: number | undefined): Promise<readonly TableView[]> {
  if (at === undefined)
    return (await space.tables.list()).map(({ name, description, columns }) => ({ name, ...given("description", description), columns }));
  const { items } = await space.at(at).list({ kind: "row", collection: "tables", by: "key", limit: 1000 });
  return items.flatMap((record) => shownTable(record) ?? []);
}

function showRow({ id, key = "", version, body }: MemoryRecord, { columns }: TableView): RowsView["rows"][number] {
  const values = (body instanceof Uint8Array ? {} : (body["values"] ?? {})) as Readonly<Record<string, JsonValue>>;
  return { id, key, version, values: columns.map(({ name }) => values[name] ?? null) };
}
