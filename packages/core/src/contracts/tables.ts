import type { JsonValue } from "./json.ts";

/** `time` is an Instant. Any column can be null. */
export const columnTypes = ["text", "number", "boolean", "time"] as const;
export type ColumnType = (typeof columnTypes)[number];

export type TableColumn = { readonly name: string; readonly type: ColumnType };

/**
 * A question in SQL about the tables of a space. Each is there under its name with its columns, and `key`, the text that
 * names a row. Nothing else of the database is.
 */
export interface SqlQuery {
  readonly arm: "sql";
  readonly kinds: readonly ["row"];
  /** SQL says its own conditions. */
  readonly filter?: never;
  /** The tables that are there. */
  readonly tables: readonly { readonly name: string; readonly columns: readonly TableColumn[] }[];
  /** One SELECT, at most 10,000 characters, as the model wrote it. */
  readonly sql: string;
  /** The most rows to return; 1 to 1,000. */
  readonly limit: number;
  readonly timeoutMs: number;
}

/** `STORE_REJECTED` answers anything that is not one SELECT over these tables, or takes too long, in a sentence a model can act on. */
export interface SqlResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly JsonValue[])[];
  /** How many rows there are in all, whatever the limit. */
  readonly total: number;
}
