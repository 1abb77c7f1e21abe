import type { AttributeValue, Filter, Instant, Range, TimeField } from "@pagefile/core/contracts";
import { attributePrefix, attributeText } from "./attribute-text.ts";

/** A condition on the node `n`. What a caller says is in the parameters only, names of attributes included. */
export interface Condition {
  readonly cypher: string;
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
}

const times: Readonly<Record<TimeField, string>> = {
  createdAt: "n.createdAt",
  recordedAt: "n.recordedAt",
  occurredAt: "n.occurredAt",
};

/** Compiles a filter to a condition that is true or false, never null, so that `not` means what the evaluator says. */
export function compileFilter(filter: Filter | undefined): Condition {
  const values: (string | readonly string[])[] = [];
  const bind = (value: string | readonly string[]): string => `$filter${values.push(value) - 1}`;
  const cypher = filter === undefined ? "true" : compile(filter, bind);
  return { cypher, parameters: Object.fromEntries(values.map((value, at) => [`filter${at}`, value])) };
}

type Bind = (value: string | readonly string[]) => string;

function compile(filter: Filter, bind: Bind): string {
  if ("and" in filter) return `(${filter.and.map((part) => compile(part, bind)).join(" AND ") || "true"})`;
  if ("or" in filter) return `(${filter.or.map((part) => compile(part, bind)).join(" OR ") || "false"})`;
  if ("not" in filter) return `NOT (${compile(filter.not, bind)})`;
  if ("tag" in filter) return `${bind(filter.tag)} IN n.tags`;
  if ("time" in filter) {
    const field = times[filter.time];
    return `(${[`${field} IS NOT NULL`, ...bounds(field, filter.range, (at: Instant) => bind(at))].join(" AND ")})`;
  }
  const { attribute } = filter;
  if ("equals" in filter) return `${bind(attributeText(attribute, filter.equals))} IN n.attributes`;
  if ("in" in filter)
    return `any(wanted IN ${bind(filter.in.map((value) => attributeText(attribute, value)))} WHERE wanted IN n.attributes)`;
  return attributeInRange(attribute, filter.range, bind);
}

function attributeInRange(name: string, range: Range<string> | Range<number>, bind: Bind): string {
  const [bound = ""] = Object.values(range).filter((value) => value !== undefined);
  const inRange = bounds("held", range, (value: AttributeValue) => bind(attributeText(name, value)));
  return `any(held IN n.attributes WHERE ${[`held STARTS WITH ${bind(attributePrefix(name, bound))}`, ...inRange].join(" AND ")})`;
}

function bounds<T>(operand: string, { gte, gt, lte, lt }: Range<T>, bind: (value: T) => string): string[] {
  const given = [
    [">=", gte],
    [">", gt],
    ["<=", lte],
    ["<", lt],
  ] as const;
  return given.flatMap(([operator, value]) => (value === undefined ? [] : [`${operand} ${operator} ${bind(value)}`]));
}
