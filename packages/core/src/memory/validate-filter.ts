import { type Filter, PagefileError, type TimeField } from "../contracts/index.ts";
import { isPlainObject } from "./clean-body.ts";
import { isAttributeName } from "./clean-labels.ts";
import { toInstant } from "./instant.ts";

const deepest = 16;
const most = 1_000;
const bounds = ["gte", "gt", "lte", "lt"] as const;
const timeFields: ReadonlySet<unknown> = new Set<TimeField>(["createdAt", "recordedAt", "occurredAt"]);

/**
 * A copy of a filter that holds nothing but what the language has, so that what a store builds its query from was looked
 * at here: names from an allow-list, values of one type, bounded size.
 * @throws PagefileError FILTER_INVALID
 */
export function validateFilter(filter: unknown): Filter {
  const budget = { left: most };
  return check(filter, { depth: 1, budget });
}

interface Place {
  readonly depth: number;
  readonly budget: { left: number };
}

function check(filter: unknown, place: Place): Filter {
  const { depth, budget } = place;
  budget.left -= 1;
  if (budget.left < 0) throw invalid(`It has more than ${most} conditions.`);
  if (depth > deepest) throw invalid(`It is nested more than ${deepest} levels deep.`);
  if (!isPlainObject(filter)) throw invalid("Every part of it is an object.");
  const deeper = { depth: depth + 1, budget };
  const names = Object.keys(filter).sort().join(" ");
  switch (names) {
    case "and":
      return { and: parts(filter["and"], deeper) };
    case "or":
      return { or: parts(filter["or"], deeper) };
    case "not":
      return { not: check(filter["not"], deeper) };
    case "tag":
      return { tag: text(filter["tag"]) };
    case "attribute equals":
      return { attribute: attribute(filter["attribute"]), equals: value(filter["equals"]) };
    case "attribute in":
      return { attribute: attribute(filter["attribute"]), in: values(filter["in"], budget) };
    case "attribute range":
      return { attribute: attribute(filter["attribute"]), range: range(filter["range"]) };
    case "range time":
      return { time: timeField(filter["time"]), range: timeRange(filter["range"]) };
    default:
      throw invalid(`{ ${names} } is no condition; there are and, or, not, tag, { attribute, equals | in | range } and { time, range }.`);
  }
}

function parts(given: unknown, place: Place): readonly Filter[] {
  if (!Array.isArray(given)) throw invalid("`and` and `or` take a list.");
  return given.map((part: unknown) => check(part, place));
}

function attribute(name: unknown): string {
  if (typeof name === "string" && isAttributeName(name)) return name;
  throw invalid('An attribute is named by 1 to 64 letters, digits and "_", a letter first.');
}

function timeField(name: unknown): TimeField {
  if (timeFields.has(name)) return name as TimeField;
  throw invalid("`time` is createdAt, recordedAt or occurredAt.");
}

function value(given: unknown): string | number | boolean {
  if (typeof given === "boolean" || (typeof given === "number" && Number.isFinite(given))) return given;
  return text(given);
}

function values(given: unknown, budget: Place["budget"]): readonly (string | number | boolean)[] {
  if (!Array.isArray(given)) throw invalid("`in` takes a list.");
  budget.left -= given.length;
  if (budget.left < 0) throw invalid(`It has more than ${most} conditions and values.`);
  return given.map(value);
}

function range(given: unknown): { readonly gte?: string } | { readonly gte?: number } {
  const entries = boundsOf(given).map(
    ([name, bound]) => [name, typeof bound === "number" && Number.isFinite(bound) ? bound : text(bound)] as const,
  );
  if (new Set(entries.map(([, bound]) => typeof bound)).size > 1) throw invalid("The bounds of a range are of one type.");
  return Object.fromEntries(entries);
}

function timeRange(given: unknown): { readonly gte?: string } {
  return Object.fromEntries(boundsOf(given).map(([name, bound]) => [name, instant(bound)]));
}

function boundsOf(given: unknown): readonly (readonly [string, unknown])[] {
  if (!isPlainObject(given)) throw invalid("A range is an object with gte, gt, lte or lt.");
  const entries = Object.entries(given).filter(([, bound]) => bound !== undefined);
  if (entries.length === 0 || entries.some(([name]) => !bounds.some((bound) => bound === name)))
    throw invalid("A range has at least one of gte, gt, lte and lt, and nothing else.");
  return entries;
}

function instant(given: unknown): string {
  try {
    return toInstant("A bound of time", given);
  } catch (cause) {
    throw new PagefileError("FILTER_INVALID", "This is no filter. A bound of time is a Date or a time such as 2026-05-03T10:00:00Z.", {
      cause,
    });
  }
}

function text(given: unknown): string {
  if (typeof given === "string" && given.length <= 4_096 && !given.includes("\0")) return given.toWellFormed();
  throw invalid("It compares with texts of at most 4,096 characters without NUL, finite numbers and booleans.");
}

function invalid(how: string): PagefileError {
  return new PagefileError("FILTER_INVALID", `This is no filter. ${how}`);
}
