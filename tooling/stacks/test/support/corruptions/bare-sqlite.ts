import { DatabaseSync } from "node:sqlite";
import type { StackPlaces } from "../../../src/compose-stack.ts";

type Value = string | number;

/** A file of SQLite through Node's own client. */
export class BareSqlite {
  readonly #file: string;

  constructor({ sqlite }: StackPlaces) {
    if (sqlite === undefined) throw new TypeError("This needs SQLite.");
    this.#file = sqlite.file;
  }

  /** Runs a statement that must change something; `?1` is the first value. */
  sql(statement: string, ...values: readonly Value[]): void {
    const database = new DatabaseSync(this.#file);
    const { changes } = database.prepare(statement).run(...values);
    database.close();
    if (changes === 0) throw new Error(`It changed nothing: ${statement}`);
  }

  row(statement: string, ...values: readonly Value[]): Readonly<Record<string, unknown>> {
    const database = new DatabaseSync(this.#file);
    const row = database.prepare(statement).get(...values);
    database.close();
    if (row === undefined) throw new Error(`It finds nothing: ${statement}`);
    return row;
  }

  /** Nothing is kept open. */
  async close(): Promise<void> {}
}
