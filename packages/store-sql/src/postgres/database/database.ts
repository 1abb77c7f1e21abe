import type { ErrorCode } from "@pagefile/core/contracts";
import type { types } from "pg";
import type { PostgresClient, PostgresQuery } from "./pool.ts";
import { fromPostgres } from "./postgres-errors.ts";

export type SqlValue = string | number | null | Uint8Array | readonly (string | number | null | Uint8Array)[];

const bigint = 20;

/** One connection while a transaction has it. Values are parameters: `$1` and so on. */
export class Database {
  readonly #client: PostgresClient;
  readonly #types: NonNullable<PostgresQuery["types"]>;
  readonly #code: ErrorCode;
  #broken = false;

  /** `code` is that of the errors thrown. */
  constructor(client: PostgresClient, parsers: typeof types, code: ErrorCode) {
    this.#client = client;
    this.#code = code;
    this.#types = { getTypeParser: (oid, format) => (oid === bigint ? Number : parsers.getTypeParser(oid, format as "text")) };
  }

  /** Whether the connection is not to be used again. */
  get broken(): boolean {
    return this.#broken;
  }

  /** The first row; `Row` is what the statement selects. */
  async get<Row>(sql: string, ...values: SqlValue[]): Promise<Row | undefined> {
    const [row] = await this.all<Row>(sql, ...values);
    return row;
  }

  async all<Row>(sql: string, ...values: SqlValue[]): Promise<readonly Row[]> {
    const { rows } = await this.#query(sql, values);
    return rows as readonly Row[];
  }

  /** Returns how many rows changed. */
  async run(sql: string, ...values: SqlValue[]): Promise<number> {
    const { rowCount } = await this.#query(sql, values);
    return rowCount ?? 0;
  }

  /** Runs statements without values, several at once. */
  async execute(sql: string): Promise<void> {
    await this.#query(sql, []);
  }

  async transaction<T>(begin: string, work: () => Promise<T>): Promise<T> {
    try {
      await this.execute(begin);
      const result = await work();
      await this.execute("COMMIT");
      return result;
    } catch (error) {
      await this.#rollback();
      throw error;
    }
  }

  /** What cannot even be undone is left to the server, which undoes it when the connection is closed. */
  async #rollback(): Promise<void> {
    try {
      await this.execute("ROLLBACK");
    } catch {
      this.#broken = true;
    }
  }

  async #query(text: string, values: SqlValue[]): ReturnType<PostgresClient["query"]> {
    try {
      return await this.#client.query({ text, types: this.#types, ...(values.length > 0 && { values: values.map(asBuffer) }) });
    } catch (error) {
      throw fromPostgres(error, this.#code);
    }
  }
}

/** `pg` sends a Buffer as bytes, and writes any other array of bytes as a list of numbers. */
function asBuffer(value: SqlValue): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return Array.isArray(value) ? value.map(asBuffer) : value;
}
