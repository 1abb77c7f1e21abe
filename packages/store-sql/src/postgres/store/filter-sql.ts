import type { AttributeValue, Filter, Range, TimeField } from "@pagefile/core/contracts";
import type { Parameters } from "../database/parameters.ts";

const columns: Readonly<Record<TimeField, string>> = {
  createdAt: "d.created_at",
  recordedAt: "d.recorded_at",
  occurredAt: "d.occurred_at",
};

/**
 * Compiles a filter to a condition on the row `d` of `document` that is true or false, never NULL, so that `not` means
 * what the evaluator says. Values are parameters only, attribute names included.
 */
export function compileFilter(filter: Filter | undefined, parameters: Parameters): string {
  if (filter === undefined) return "true";
  if ("and" in filter) return combine(filter.and, " AND ", parameters) || "true";
  if ("or" in filter) return combine(filter.or, " OR ", parameters) || "false";
  if ("not" in filter) return `NOT ${compileFilter(filter.not, parameters)}`;
  if ("tag" in filter) return `(${parameters.add(filter.tag)} = ANY (d.tags))`;
  if ("time" in filter) {
    const column = columns[filter.time];
    return `(${column} IS NOT NULL AND ${compileRange(column, filter.range, parameters)})`;
  }
  return `coalesce(${compileAttribute(filter, parameters)}, false)`;
}

function compileAttribute(filter: Extract<Filter, { attribute: string }>, parameters: Parameters): string {
  const name = `${parameters.add(filter.attribute)}::text`;
  if ("equals" in filter) return isOneOf(name, [filter.equals], parameters);
  if ("in" in filter) return isOneOf(name, filter.in, parameters);
  const [bound] = Object.values(filter.range).filter((value) => value !== undefined);
  const [type, operand] =
    typeof bound === "number" ? ["number", `(d.attributes ->> ${name})::numeric`] : ["string", `(d.attributes ->> ${name}) COLLATE "C"`];
  // CASE, because the two sides of an AND may be computed in any order, and not every text is a number.
  return `CASE WHEN jsonb_typeof(d.attributes -> ${name}) = '${type}' THEN ${compileRange(operand, filter.range, parameters)} END`;
}

/** JSON compares values of one type with each other only, and numbers by their value. */
function isOneOf(name: string, values: readonly AttributeValue[], parameters: Parameters): string {
  return `(d.attributes -> ${name}) = ANY (${parameters.add(values.map((value) => JSON.stringify(value)))}::text[]::jsonb[])`;
}

function compileRange(operand: string, { gte, gt, lte, lt }: Range<string> | Range<number>, parameters: Parameters): string {
  const bounds = [
    [">=", gte],
    [">", gt],
    ["<=", lte],
    ["<", lt],
  ] as const;
  const parts = bounds.flatMap(([operator, value]) => {
    if (value === undefined) return [];
    return [
      `${operand} ${operator} ${parameters.add(typeof value === "number" ? JSON.stringify(value) : value)}${typeof value === "number" ? "::numeric" : ""}`,
    ];
  });
  return parts.length === 0 ? "true" : `(${parts.join(" AND ")})`;
}

function combine(filters: readonly Filter[], operator: string, parameters: Parameters): string {
  const parts = filters.map((part) => compileFilter(part, parameters));
  return parts.length === 0 ? "" : `(${parts.join(operator)})`;
}
