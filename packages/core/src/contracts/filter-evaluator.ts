import type { Filter, Range, TimeField } from "./filter.ts";
import type { AttributeValue, MemoryRecord } from "./record.ts";

/** The reference meaning of the filter language: whether a record, or what a store keeps of one, passes. */
export function matchesFilter(filter: Filter, record: Pick<MemoryRecord, "tags" | "attributes" | TimeField>): boolean {
  if ("and" in filter) return filter.and.every((part) => matchesFilter(part, record));
  if ("or" in filter) return filter.or.some((part) => matchesFilter(part, record));
  if ("not" in filter) return !matchesFilter(filter.not, record);
  if ("tag" in filter) return record.tags.includes(filter.tag);
  if ("time" in filter) return inRange(record[filter.time], filter.range);
  const value = Object.hasOwn(record.attributes, filter.attribute) ? record.attributes[filter.attribute] : undefined;
  if (value === undefined) return false;
  if ("equals" in filter) return value === filter.equals;
  if ("in" in filter) return filter.in.includes(value);
  return inRange(value, filter.range);
}

function inRange(value: AttributeValue | undefined, range: Range<string> | Range<number>): boolean {
  if (value === undefined) return false;
  const { gte, gt, lte, lt } = range;
  if (gte !== undefined && !(compare(value, gte) >= 0)) return false;
  if (gt !== undefined && !(compare(value, gt) > 0)) return false;
  if (lte !== undefined && !(compare(value, lte) <= 0)) return false;
  return lt === undefined || compare(value, lt) < 0;
}

/** Negative, zero or positive; NaN, which no comparison accepts, for values of different types. */
function compare(a: AttributeValue, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return compareCodePoints(a, b);
  return Number.NaN;
}

/** JavaScript compares UTF-16 units, which puts U+FFFF above U+10000; databases compare UTF-8, that is code points. */
export function compareCodePoints(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  const x = a.charCodeAt(at);
  const y = b.charCodeAt(at);
  if (Number.isNaN(x) || Number.isNaN(y)) return a.length - b.length;
  const surrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
  return surrogate(x) === surrogate(y) ? x - y : surrogate(x) ? 1 : -1;
}
