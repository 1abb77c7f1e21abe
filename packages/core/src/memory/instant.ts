import { type Instant, PagefileError } from "../contracts/index.ts";

const form = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * A time as UTC with milliseconds, from a Date or ISO 8601. A text with a time of day must name its zone: without one it
 * would mean another instant on every machine.
 * @throws PagefileError RECORD_INVALID
 */
export function toInstant(what: string, value: unknown): Instant {
  const ms = value instanceof Date ? value.getTime() : typeof value === "string" && form.test(value) ? Date.parse(value) : Number.NaN;
  const instant = Number.isNaN(ms) ? "" : new Date(ms).toISOString();
  // Years before 0 and after 9999 are written with a sign and would not sort as text.
  if (instant.length === 24) return instant;
  throw new PagefileError("RECORD_INVALID", `${what} must be a Date or a time such as 2026-05-03T10:00:00Z.`);
}
