import type { JsonValue } from "@pagefile/core/contracts";

/** `GET S/tables?at=SEQ`. */
export interface TablesView {
  readonly tables: readonly TableView[];
}

export interface TableView {
  readonly name: string;
  readonly description?: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** `GET S/tables/:name/rows?cursor=…&at=SEQ&limit=100`. */
export interface RowsView {
  readonly rows: readonly { readonly id: string; readonly key: string; readonly version: number; readonly values: readonly JsonValue[] }[];
  readonly next?: string;
}

/** `POST S/tables/query`. 422 with ErrorView for SQL that cannot be answered. */
export interface QueryRequest {
  readonly sql: string;
}

export interface QueryView {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly JsonValue[])[];
  readonly total: number;
  readonly truncated: boolean;
  readonly ms: number;
}
