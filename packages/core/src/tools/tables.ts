import { isJsonObject } from "../context/json-object.ts";
import { columnTypes, isPagefileError, type JsonObject, type JsonValue, PagefileError, type TableColumn } from "../contracts/index.ts";
import { showTable } from "../tables/table-definition.ts";
import { keyColumn } from "../tables/table-name.ts";
import type { RowDraft } from "../tables/tables.ts";
import type { Tool } from "./tool.ts";

/** Tables: lists of things with the same columns, asked in SQL. */
export function tableTools(): readonly Tool[] {
  return [define, put, query, remove];
}

const table = { type: "string" };

const define: Tool = {
  name: "table_define",
  description: "Makes a table, for things to list, count or add up (expenses, books). With a table's name: adds columns.",
  parameters: schema({
    table,
    columns: {
      type: "array",
      items: { type: "object", properties: { name: { type: "string" }, type: { enum: [...columnTypes] } }, required: ["name", "type"] },
    },
  }),
  effect: "memory",
  async run(input, { space, origin }) {
    const columns = objects(input["columns"]).map((column) => column as unknown as TableColumn);
    return `Defined: ${showTable(await space.tables.define(String(input["table"]), { columns }, { origin }))}.`;
  },
};

const put: Tool = {
  name: "table_put",
  description: 'Stores rows, each {column: value}. "key" names a row: the same key replaces it.',
  parameters: schema({ table, rows: { type: "array", items: { type: "object" } } }),
  effect: "memory",
  async run(input, { space, origin, idempotencyKey }) {
    const rows = objects(input["rows"]).map(rowDraft);
    const { keys } = await space.tables.put(String(input["table"]), rows, { origin, idempotencyKey });
    const shown = keys.slice(0, 10).join(", ");
    return `Stored ${keys.length} ${keys.length === 1 ? "row" : "rows"}, with the key ${shown}${keys.length > 10 ? " and so on" : ""}.`;
  },
};

const query: Tool = {
  name: "table_query",
  description: "Asks the tables one SELECT (Postgres SQL). Each row also has its key.",
  parameters: schema({ sql: { type: "string", minLength: 1 } }),
  effect: "read",
  recalls: true,
  async run(input, { space, signal, cite }) {
    const sql = String(input["sql"]);
    cite(await space.tables.marksIn(sql));
    try {
      return (await space.tables.query(sql, { signal })).text;
    } catch (error) {
      if (!isPagefileError(error, "QUERY_INVALID") || (await space.tables.list()).length > 0) throw error;
      throw new PagefileError("QUERY_INVALID", "There are no tables yet. Define one with table_define, then store rows with table_put.", {
        cause: error,
      });
    }
  },
};

const remove: Tool = {
  name: "table_delete",
  description: "Removes rows by their keys.",
  parameters: schema({ table, keys: { type: "array", items: { type: "string" } } }),
  effect: "memory",
  async run(input, { space, origin }) {
    const { records } = await space.tables.delete(String(input["table"]), texts(input["keys"]), { origin });
    return `Removed ${records.length} ${records.length === 1 ? "row" : "rows"}.`;
  },
};

function rowDraft({ [keyColumn]: key, ...values }: JsonObject): RowDraft {
  return { ...(key === undefined || key === null ? {} : { key: typeof key === "string" ? key : JSON.stringify(key) }), values };
}

function objects(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function texts(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Everything is required. */
function schema(properties: JsonObject): JsonObject {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}
