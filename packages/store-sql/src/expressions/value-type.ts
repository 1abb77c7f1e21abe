import type { ColumnType } from "@pagefile/core/contracts";
import { refuse } from "./refuse.ts";

/**
 * What an expression is. Times and dates are texts in the form of an Instant and of its first ten characters, so that they
 * compare as texts; `null` is NULL by itself, which fits everywhere; an `interval` can only be added to a time.
 */
export type ValueType = ColumnType | "date" | "null" | "interval";

/** An expression in the engine's SQL. */
export interface Expression {
  readonly sql: string;
  readonly type: ValueType;
  /** What was written, of a text or a number that stands there by itself. */
  readonly literal?: string | number;
}

/** Gives a text in the form of an Instant; undefined for what is no time. */
export function asInstant(text: string): string | undefined {
  const form = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?$/;
  if (!form.test(text)) return undefined;
  const zoned = /([Z]|[T ].*[+-]\d{2}(:?\d{2})?)$/.test(text) || text.length === 10;
  const at = Date.parse(`${text.replace(" ", "T")}${zoned ? "" : "Z"}`);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

export function article(type: ValueType): string {
  return type === "interval" ? "an interval" : `a ${type}`;
}

/** What two operands have to be made to be compared. */
export function commonType(a: Expression, b: Expression): ValueType {
  if (a.type === b.type || b.type === "null") return a.type;
  if (a.type === "null") return b.type;
  const types = new Set([a.type, b.type]);
  if (types.has("time") && types.has("date")) return "time";
  for (const [literal, other] of [
    [a, b],
    [b, a],
  ] as const)
    if (typeof literal.literal === "string" || (typeof literal.literal === "number" && other.type === "boolean")) return other.type;
  return refuse(`${capital(article(a.type))} and ${article(b.type)} cannot be put together. Use CAST(... AS ...) on one of them.`);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
