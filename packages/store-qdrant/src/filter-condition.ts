import type { Schemas } from "@qdrant/js-client-rest";
import type { Filter, Instant, Range } from "@pagefile/core/contracts";
import { attributeLabel, tagLabel } from "./payload.ts";
import { rankOwner, sortRank } from "./sort-rank.ts";

export type Condition = Schemas["Condition"];

export function is(key: string, value: string | number): Condition {
  return { key, match: { value } };
}

/** What holds for every record that passes, as a condition of the server's: all of it exact but ranges of attributes. */
export interface Compiled {
  /** `true` and `false` for a filter that every record, or none, passes. */
  readonly condition: Condition | boolean;
  /** Whether some records that do not pass satisfy the condition too. */
  readonly wider: boolean;
}

export function compileFilter(filter: Filter | undefined): Compiled {
  return { condition: filter === undefined || compile(filter, true), wider: filter !== undefined && hasRange(filter) };
}

function hasRange(filter: Filter): boolean {
  if ("and" in filter) return filter.and.some(hasRange);
  if ("or" in filter) return filter.or.some(hasRange);
  if ("not" in filter) return hasRange(filter.not);
  return "attribute" in filter && "range" in filter;
}

/** `not` is moved down to the single conditions, as the opposite of a condition that is too wide would be too narrow. */
function compile(filter: Filter, wanted: boolean): Condition | boolean {
  if ("not" in filter) return compile(filter.not, !wanted);
  if ("and" in filter) return (wanted ? allOf : anyOf)(filter.and.map((part) => compile(part, wanted)));
  if ("or" in filter) return (wanted ? anyOf : allOf)(filter.or.map((part) => compile(part, wanted)));
  if ("tag" in filter) return unless(!wanted, hasLabel([tagLabel(filter.tag)]));
  if ("time" in filter) return unless(!wanted, { key: filter.time, range: timeRange(filter.range) });
  if ("equals" in filter) return unless(!wanted, hasLabel([attributeLabel(filter.attribute, filter.equals)]));
  if ("range" in filter) return unless(!wanted, hasRank(filter.attribute, filter.range, wanted));
  if (filter.in.length === 0) return !wanted;
  return unless(!wanted, hasLabel(filter.in.map((value) => attributeLabel(filter.attribute, value))));
}

export function allOf(parts: readonly (Condition | boolean)[]): Condition | boolean {
  if (parts.includes(false)) return false;
  const must = parts.filter((part) => typeof part !== "boolean");
  return must.length === 0 || { must };
}

function anyOf(parts: readonly (Condition | boolean)[]): Condition | boolean {
  if (parts.includes(true)) return true;
  const should = parts.filter((part) => typeof part !== "boolean");
  return should.length > 0 && { should };
}

function unless(negated: boolean, condition: Condition): Condition {
  return negated ? { must_not: [condition] } : condition;
}

function hasLabel(labels: readonly string[]): Condition {
  return { key: "labels", match: { any: [...labels] } };
}

function timeRange(range: Range<Instant>): Schemas["Range"] {
  return Object.fromEntries(Object.entries(range).map(([bound, instant]) => [bound, Date.parse(instant)]));
}

/** Every value in the range when `wider`, else only values in it: equal ranks are in doubt. */
function hasRank(attribute: string, range: Range<string> | Range<number>, wider: boolean): Condition {
  const bounds = Object.entries<string | number>({ ...range });
  const [, sample = ""] = bounds[0] ?? [];
  const ranks = bounds.map(([bound, value]): Condition => {
    const side = bound.slice(0, 2);
    return { key: "rank", range: { [wider ? `${side}e` : side]: sortRank(value) } };
  });
  const must = [is("of", rankOwner(attribute, sample)), ...ranks];
  return { nested: { key: "ranks", filter: { must } } };
}
