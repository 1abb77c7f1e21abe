import { readFileSync } from "node:fs";
import { findData } from "../data-folder.ts";

/** One task of the MemGPT paper: pairs to remember, a key to begin with, and what its values lead to. */
export interface NestedTask {
  /** How many values are keys themselves. */
  readonly level: number;
  readonly pairs: readonly (readonly [key: string, value: string])[];
  readonly question: string;
  readonly answer: string;
}

interface Released {
  readonly pairs: readonly (readonly [string, string])[];
  /** By length: lists of indices into `pairs`. */
  readonly orderings: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** The released data, if it is on this machine. */
export function nestedFile(): string | undefined {
  return findData("nested-kv/nested-kv.json");
}

export function readTasks(file: string): readonly NestedTask[] {
  const { pairs, orderings }: Released = JSON.parse(readFileSync(file, "utf8"));
  return Object.values(orderings).flatMap((lists) => lists.map((ordering) => nest(pairs, ordering)));
}

/** Each pair of the ordering gets the next one's key as its value. */
function nest(pairs: Released["pairs"], ordering: readonly number[]): NestedTask {
  const chained = pairs.map(([key, value], at): readonly [string, string] => {
    const place = ordering.indexOf(at);
    const next = place === -1 ? undefined : pairs[ordering[place + 1] ?? -1];
    return [key, next?.[0] ?? value];
  });
  const first = chained[ordering[0] ?? 0];
  const last = chained[ordering.at(-1) ?? 0];
  return { level: ordering.length - 1, pairs: chained, question: first?.[0] ?? "", answer: last?.[1] ?? "" };
}
