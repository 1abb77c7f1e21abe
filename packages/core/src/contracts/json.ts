import { PagefileError } from "./errors.ts";

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A JSON Schema (draft 2020-12), as models take it for tool arguments and structured output. */
export type JsonSchema = JsonObject;

/**
 * JSON with object keys in code-unit order and no blanks: equal values give equal text on every machine, so it can be
 * hashed (the form of RFC 8785 for the values JSON can hold). `undefined` members are left out, bytes become
 * `{"$bytes": base64}`.
 * @throws PagefileError RECORD_INVALID for NaN, infinities, functions, cycles and nesting deeper than 100.
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > 100) throw new PagefileError("RECORD_INVALID", "A value is nested more than 100 levels deep, or refers to itself.");
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (value instanceof Uint8Array) return `{"$bytes":${JSON.stringify(base64(value))}}`;
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, depth + 1)).join(",")}]`;
  if (typeof value === "object") {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member, depth + 1)}`);
    return `{${members.join(",")}}`;
  }
  throw new PagefileError("RECORD_INVALID", `A ${typeof value === "number" ? String(value) : typeof value} cannot be kept as JSON.`);
}

/** Reads what `canonicalJson` wrote, bytes included. */
export function parseCanonicalJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || !("$bytes" in value)) return value;
    return typeof value.$bytes === "string" && Object.keys(value).length === 1 ? bytes(value.$bytes) : value;
  });
}

function base64(value: Uint8Array): string {
  let binary = "";
  for (const byte of value) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
