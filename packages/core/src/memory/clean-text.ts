import { PagefileError } from "../contracts/index.ts";
import { limits, withinLimit } from "./limits.ts";

/**
 * Text as every database can keep it. NUL is refused, since Postgres cannot store it and dropping it would change what
 * was said; half of a surrogate pair, which no UTF-8 can hold, becomes U+FFFD.
 * @throws PagefileError RECORD_INVALID, LIMIT_EXCEEDED
 */
export function cleanText(what: string, value: unknown): string {
  if (typeof value !== "string") throw new PagefileError("RECORD_INVALID", `${what} must be text, not ${kindOf(value)}.`);
  if (value.includes("\0")) throw new PagefileError("RECORD_INVALID", `${what} holds a NUL character, which cannot be kept; remove it.`);
  // A character is at most three bytes a UTF-16 unit, so most texts need no encoding to be measured.
  if (value.length * 3 > limits.textBytes) withinLimit(`${what}, in bytes,`, new TextEncoder().encode(value).length, limits.textBytes);
  return value.toWellFormed();
}

/** A short name: not empty, at most `length` characters. */
export function cleanName(what: string, value: unknown, length: number): string {
  const name = cleanText(what, value);
  if (name === "") throw new PagefileError("RECORD_INVALID", `${what} is empty.`);
  withinLimit(`The length of ${what.toLowerCase()}`, name.length, length);
  return name;
}

export function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a value of type ${typeof value}`;
}
