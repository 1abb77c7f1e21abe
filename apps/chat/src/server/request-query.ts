import type { Context } from "hono";
import { invalid } from "./request-error.ts";

/** What stands behind the `?` of an address, name by name. */
export class RequestQuery {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Absent and empty are the same. */
  text(name: string, mostCharacters = 2000): string | undefined {
    const value = this.#context.req.query(name);
    if (value === undefined || value === "") return undefined;
    if (value.length > mostCharacters) throw invalid(`“${name}” has ${value.length} characters; at most ${mostCharacters} are taken.`);
    return value;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw invalid(`“${name}” is missing.`);
    return value;
  }

  /** A whole number within bounds. */
  count(name: string, { least, most }: { readonly least: number; readonly most: number }): number | undefined {
    const value = this.text(name, 20);
    if (value === undefined) return undefined;
    const count = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (count >= least && count <= most) return count;
    throw invalid(`“${name}” is a whole number from ${least} to ${most}.`);
  }

  /** The entry of the journal as of which memory is asked for. */
  get at(): number | undefined {
    return this.count("at", { least: 0, most: Number.MAX_SAFE_INTEGER });
  }

  /** Words separated by commas, each one of those that are known. */
  words<T extends string>(name: string, known: readonly T[]): readonly T[] | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    return value.split(",").map((word) => {
      const found = known.find((one) => one === word);
      if (found === undefined) throw invalid(`“${name}” knows ${known.join(", ")}.`);
      return found;
    });
  }

  /** A time, as ISO 8601. */
  instant(name: string): string | undefined {
    const value = this.text(name, 40);
    if (value === undefined) return undefined;
    const time = Date.parse(value);
    if (Number.isNaN(time)) throw invalid(`“${name}” is a time such as 2026-05-03T10:00:00Z.`);
    return new Date(time).toISOString();
  }
}

/** `name: value` where there is a value, for options that are exact about what is absent. */
export function given<K extends string, V>(name: K, value: V | undefined): { readonly [name in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [name in K]: V });
}
