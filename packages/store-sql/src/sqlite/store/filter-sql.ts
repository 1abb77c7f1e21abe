import type { AttributeValue, Filter, Range, TimeField } from "@pagefile/core/contracts";
import type { SqlValue } from "../database/database.ts";

/** A condition on the row `d` of `document`. Values are parameters only, attribute names included. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

const columns: Readonly<Record<TimeField, string>> = {
  createdAt: "d.created_at",
  recordedAt: "d.recorded_at",
  occurredAt: "d.occurred_at",
};

/** Compiles a filter to a condition that is true or false, never NULL, so that `not` means what the evaluator says. */
export function compileFilter(filter: Filter | undefined): Condition {
  if (filter === undefined) return { sql: "1", values: [] };
  if ("and" in filter) return combine(filter.and, "AND", "1");
  if ("or" in filter) return combine(filter.or, "OR", "0");
  if ("not" in filter) return wrap("NOT (", compileFilter(filter.not), ")");
  if ("tag" in filter) return { sql: "EXISTS (SELECT 1 FROM json_each(d.tags) t WHERE t.value = ?)", values: [filter.tag] };
  if ("time" in filter) {
    const column = columns[filter.time];
    return wrap(`(${column} IS NOT NULL AND `, compileRange(column, filter.range, "?"), ")");
  }
  const { sql, values } = compileAttribute(filter);
  const held = `EXISTS (SELECT 1 FROM json_each(d.attributes) a WHERE a.key = ? AND (${sql}))`;
  return { sql: held, values: [filter.attribute, ...values] };
}

function compileAttribute(filter: Extract<Filter, { attribute: string }>): Condition {
  if ("equals" in filter) return isOneOf([filter.equals]);
  if ("in" in filter) return isOneOf(filter.in);
  const [bound] = Object.values(filter.range).filter((value) => value !== undefined);
  if (typeof bound === "number") return wrap(`${isNumber} AND `, compileRange("a.atom", filter.range, number), "");
  return wrap("a.type = 'text' AND ", compileRange("a.atom", filter.range, "?"), "");
}

const isNumber = "a.type IN ('integer', 'real')";
/** A number read from JSON can differ in its last bit from the same one bound, so both sides are read from JSON. */
const number = "json_extract(?, '$')";

function isOneOf(values: readonly AttributeValue[]): Condition {
  const texts = values.filter((value) => typeof value === "string");
  const numbers = values.filter((value) => typeof value === "number").map((value) => JSON.stringify(value));
  const booleans = values.filter((value) => typeof value === "boolean").map(String);
  const list = (items: readonly string[], item: string): string => `(${items.map(() => item).join(", ")})`;
  return {
    sql: `a.type = 'text' AND a.atom IN ${list(texts, "?")} OR ${isNumber} AND a.atom IN ${list(numbers, number)} OR a.type IN ${list(booleans, "?")}`,
    values: [...texts, ...numbers, ...booleans],
  };
}

function compileRange(operand: string, range: Range<string> | Range<number>, parameter: string): Condition {
  const { gte, gt, lte, lt } = range;
  const bounds = [
    [">=", gte],
    [">", gt],
    ["<=", lte],
    ["<", lt],
  ] as const;
  const given = bounds.filter(([, value]) => value !== undefined);
  const sql = given.map(([operator]) => `${operand} ${operator} ${parameter}`).join(" AND ");
  return { sql: sql || "1", values: given.map(([, value]) => (typeof value === "number" ? JSON.stringify(value) : (value ?? null))) };
}

function combine(filters: readonly Filter[], operator: "AND" | "OR", nothing: string): Condition {
  const parts = filters.map(compileFilter);
  const sql = parts.map((part) => part.sql).join(` ${operator} `);
  return { sql: `(${sql || nothing})`, values: parts.flatMap((part) => part.values) };
}

function wrap(before: string, { sql, values }: Condition, after: string): Condition {
  return { sql: `${before}${sql}${after}`, values };
}
