import type { DatabaseSync, StatementSync } from "node:sqlite";

export type SqlValue = string | number | null | Uint8Array;

/** Filters make statements of their own, so their number is bounded. */
const maxStatements = 256;

/** One open SQLite connection with its prepared statements. Everything is synchronous. */
export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** Called at each point where a process may die; does nothing outside of tests. */
  readonly reach: (point: string) => void;

  constructor(connection: DatabaseSync, reach: (point: string) => void) {
    this.#connection = connection;
    this.reach = reach;
  }

  /** The first row; `Row` is what the statement selects. */
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  all<Row>(sql: string, ...values: SqlValue[]): readonly Row[] {
    return this.#prepare(sql).all(...values) as unknown as readonly Row[];
  }

  /** Rows one at a time, for more than fits comfortably; no other statement may write meanwhile. */
  iterate<Row>(sql: string, ...values: SqlValue[]): IterableIterator<Row> {
    return this.#prepare(sql).iterate(...values) as IterableIterator<Row>;
  }

  /** Returns the new row's number. */
  insert(sql: string, ...values: SqlValue[]): number {
    return Number(this.#prepare(sql).run(...values).lastInsertRowid);
  }

  /** Returns how many rows changed. */
  run(sql: string, ...values: SqlValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /** Runs statements that are not worth keeping. */
  execute(sql: string): void {
    this.#connection.exec(sql);
  }

  transaction<T>(begin: "BEGIN" | "BEGIN IMMEDIATE", work: () => T): T {
    this.run(begin);
    try {
      const result = work();
      this.run("COMMIT");
      return result;
    } catch (error) {
      this.#rollback();
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }

  #rollback(): void {
    try {
      this.run("ROLLBACK");
    } catch {
      // Some errors, a full disk for one, have rolled back already.
    }
  }

  #prepare(sql: string): StatementSync {
    const kept = this.#statements.get(sql);
    if (kept !== undefined) return kept;
    if (this.#statements.size >= maxStatements) this.#statements.clear();
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
