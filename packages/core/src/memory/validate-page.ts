import { type ListPage, PagefileError } from "../contracts/index.ts";
import { cleanId } from "./clean-origin.ts";
import { cleanKind } from "./draft.ts";
import { toInstant } from "./instant.ts";

const text = (value: unknown): string => {
  if (typeof value === "string" && !value.includes("\0")) return value;
  throw new PagefileError("QUERY_INVALID", "A collection, key, tag or cursor to list by must be text without NUL.");
};

const members: { readonly [M in keyof ListPage]-?: (value: NonNullable<ListPage[M]>) => ListPage[M] } = {
  asOf: (value) => {
    if (Number.isSafeInteger(value) && value >= 0) return value;
    throw new PagefileError("QUERY_INVALID", `\`asOf\` is the seq of an entry, from 0; got ${String(value)}.`);
  },
  kind: cleanKind,
  collection: text,
  keyFrom: text,
  keyBelow: text,
  afterId: cleanId,
  beforeId: cleanId,
  createdFrom: (value) => toInstant("`createdFrom`", value),
  createdBelow: (value) => toInstant("`createdBelow`", value),
  tag: text,
  parent: cleanId,
  by: (value: unknown) => oneOf("by", value, ["id", "key"]),
  order: (value: unknown) => oneOf("order", value, ["ascending", "descending"]),
  limit: (value) => {
    if (Number.isInteger(value) && value >= 1 && value <= 1_000) return value;
    throw new PagefileError("QUERY_INVALID", `A page has 1 to 1,000 records; got ${String(value)}.`);
  },
  cursor: text,
};

/**
 * A page with every member checked. An unknown member throws: a condition that is misspelt must not widen what is listed,
 * and what `delete` takes away.
 * @throws PagefileError QUERY_INVALID, RECORD_INVALID
 */
export function validatePage(page: ListPage): ListPage {
  const clean: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(page)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(members, name))
      throw new PagefileError("QUERY_INVALID", `There is no condition called ${JSON.stringify(name)} to list by.`);
    const check = members[name as keyof ListPage] as (value: unknown) => unknown;
    clean[name] = check(value);
  }
  if (page.collection === undefined && (page.keyFrom !== undefined || page.keyBelow !== undefined || page.by === "key")) {
    throw new PagefileError("QUERY_INVALID", "Listing by key needs a collection.");
  }
  if (page.asOf !== undefined && (page.tag !== undefined || page.parent !== undefined)) {
    throw new PagefileError("QUERY_INVALID", "An earlier moment cannot be listed by tag or parent.");
  }
  return clean;
}

function oneOf<const T extends string>(name: string, value: unknown, choices: readonly T[]): T {
  const chosen = choices.find((choice) => choice === value);
  if (chosen !== undefined) return chosen;
  throw new PagefileError("QUERY_INVALID", `\`${name}\` is one of ${choices.join(", ")}.`);
}
