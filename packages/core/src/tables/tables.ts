import type { Instant, JsonValue, MemoryRecord, RecordId, TableBody, TableColumn } from "../contracts/index.ts";
import type { UpdateOptions, WriteOptions, WriteReceipt } from "../memory/space-memory.ts";

export interface TableDefinition {
  /** What a row stands for. @default that of the definition before, or none */
  readonly description?: string;
  /** In order, at least one and at most 100. Names are kept in lower case, as SQL reads them. */
  readonly columns: readonly TableColumn[];
}

export interface RowDraft {
  /** Names the row: putting the same key again replaces it. @default a new one */
  readonly key?: string;
  /** A value for each column, null where it is absent. A `time` is a Date or ISO 8601. */
  readonly values: Readonly<Record<string, JsonValue | Date>>;
}

export interface TableRow {
  readonly id: RecordId;
  readonly key: string;
  readonly version: number;
  readonly recordedAt: Instant;
  readonly values: Readonly<Record<string, JsonValue>>;
}

export interface RowsReceipt extends WriteReceipt {
  /** The keys of the rows, in the order they were given. */
  readonly keys: readonly string[];
}

export interface TableQueryOptions {
  /** The most rows to return; 1 to 1,000. @default 50 */
  readonly limit?: number;
  /** The most tokens of `text`. @default 2000 */
  readonly budgetTokens?: number;
  /** 1 to 60,000. @default 2000 */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface TableResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly JsonValue[])[];
  /** How many rows the query has in all. */
  readonly total: number;
  /** Whether rows were left out, for `limit` or for `budgetTokens`. */
  readonly truncated: boolean;
  /** The rows as text for a model, which says how many there are in all. */
  readonly text: string;
}

/**
 * The database form of memory: tables of one space, each row a record of kind `row`. Rows and definitions go through the
 * journal like everything else, so they have a history, can be undone and erased, and are exported.
 */
export interface Tables {
  /**
   * Makes a table, or adds columns to it; the same definition again changes nothing. Up to 100 tables in a space. What is added
   * to a table makes it trusted no more, whoever adds it.
   * @throws RECORD_INVALID where a column would be left out or change its type
   */
  define(table: string, definition: TableDefinition, options?: WriteOptions): Promise<TableBody>;
  /** @throws RECORD_NOT_FOUND, naming the tables there are */
  describe(table: string): Promise<TableBody>;
  /** Every table, by name. */
  list(): Promise<readonly TableBody[]>;
  /**
   * One append of at most 1,000 rows, all or nothing.
   * @throws RECORD_INVALID for a value that does not fit its column, naming both; RECORD_NOT_FOUND
   */
  put(table: string, rows: RowDraft | readonly RowDraft[], options?: WriteOptions): Promise<RowsReceipt>;
  /** Rows by key; what is not there gives no item. */
  get(table: string, keys: readonly string[]): Promise<readonly TableRow[]>;
  /** Takes rows out; `undo` by their id brings them back. What is not there is skipped. */
  delete(table: string, keys: readonly string[], options?: UpdateOptions): Promise<WriteReceipt>;
  /**
   * Asks one SELECT over the tables of this space. `key` is a column of each.
   * @throws STORE_REJECTED for what is not one SELECT over them, or takes too long; QUERY_INVALID; LIMIT_EXCEEDED;
   * STORE_UNSUPPORTED where no store serves SQL. Each is a sentence a model can act on.
   */
  query(sql: string, options?: TableQueryOptions): Promise<TableResult>;
  /**
   * What an answer to this query rests on, for `cite` of a tool: a mark for each label below `user` that rows were ever put with
   * into a table that the query may read. A mark says nothing of which rows those were, and stays when they are deleted, undone or
   * erased. An error can quote rows too, so a tool cites before it asks.
   */
  marksIn(sql: string): Promise<readonly MemoryRecord[]>;
}
