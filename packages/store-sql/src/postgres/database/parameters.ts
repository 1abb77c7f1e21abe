import type { SqlValue } from "./database.ts";

/** The values of a statement that is being put together. */
export class Parameters {
  readonly #values: SqlValue[];

  constructor(...first: SqlValue[]) {
    this.#values = first;
  }

  get values(): readonly SqlValue[] {
    return this.#values;
  }

  /** Adds a value and returns its place in the statement: `$1` and so on. */
  add(value: SqlValue): string {
    this.#values.push(value);
    return `$${this.#values.length}`;
  }
}
