import type { ErrorCode } from "@pagefile/core/contracts";
import type { types } from "pg";
import type { PostgresClient, PostgresQuery } from "./pool.ts";
import { fromPostgres } from "./postgres-errors.ts";
import type { Statement } from "./statement.ts";

export type SqlValue = string | number | null | Uint8Array | readonly (string | number | null | Uint8Array)[];

const bigint = 20;

export interface DatabaseSettings {
  readonly parsers: typeof types;
  /** That of the errors thrown. */
  readonly code: ErrorCode;
  /** Whether prepared statements are kept by the connection. */
  readonly keeps: boolean;
}

/**
 * One connection while a transaction has it. Values are parameters: `$1` and so on. Statements are done in the order of the
 * calls; those that are called without waiting cost one round trip together where the client sends them so.
 */
export class Database {
  readonly #client: PostgresClient;
  readonly #types: NonNullable<PostgresQuery["types"]>;
  readonly #code: ErrorCode;
  readonly #keeps: boolean;
  #last: Promise<unknown> = Promise.resolve();
  #undone = false;
  #broken = false;

  constructor(client: PostgresClient, { parsers, code, keeps }: DatabaseSettings) {
    this.#client = client;
    this.#code = code;
    this.#keeps = keeps;
    this.#types = { getTypeParser: (oid, format) => (oid === bigint ? Number : parsers.getTypeParser(oid, format as "text")) };
  }

  /** Whether the connection is not to be used again. */
  get broken(): boolean {
    return this.#broken;
  }

  /** The first row; `Row` is what the statement selects. */
  async get<Row>(sql: string | Statement, ...values: SqlValue[]): Promise<Row | undefined> {
    const [row] = await this.all<Row>(sql, ...values);
    return row;
  }

  async all<Row>(sql: string | Statement, ...values: SqlValue[]): Promise<readonly Row[]> {
    const { rows } = await this.#query(sql, values);
    return rows as readonly Row[];
  }

  /** Returns how many rows changed. */
  async run(sql: string | Statement, ...values: SqlValue[]): Promise<number> {
    const { rowCount } = await this.#query(sql, values);
    return rowCount ?? 0;
  }

  /** Runs statements without values, several at once. */
  async execute(sql: string): Promise<void> {
    await this.#query(sql, []);
  }

  async transaction<T>(begin: string, work: () => Promise<T>): Promise<T> {
    try {
      const [, result] = await Promise.all([this.execute(begin), work()]);
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
      const undone = this.execute("ROLLBACK");
      this.#undone = true;
      await undone;
    } catch {
      this.#broken = true;
    }
  }

  async #query(sql: string | Statement, values: readonly SqlValue[]): ReturnType<PostgresClient["query"]> {
    // What did not hear of the failure yet would be done outside of the transaction.
    if (this.#undone) throw new TypeError("The transaction was undone.");
    try {
      const { name, text } = typeof sql === "string" ? { text: sql } : sql;
      const kept = this.#keeps && name !== undefined && { name };
      return await this.#send({ ...kept, text, types: this.#types, ...(values.length > 0 && { values: values.map(asBuffer) }) });
    } catch (error) {
      throw fromPostgres(error, this.#code);
    }
  }

  #send(query: PostgresQuery): ReturnType<PostgresClient["query"]> {
    if (this.#client.pipeline === true) return this.#client.query(query);
    const answer = this.#last.then(() => this.#client.query(query));
    this.#last = answer.catch(() => undefined);
    return answer;
  }
}

/** `pg` sends a Buffer as bytes, and writes any other array of bytes as a list of numbers. */
function asBuffer(value: SqlValue): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return Array.isArray(value) ? value.map(asBuffer) : value;
}
