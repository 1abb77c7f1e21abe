import { type JsonObject, type JsonValue, PagefileError } from "../contracts/index.ts";
import { cleanText, kindOf } from "./clean-text.ts";
import { limits, withinLimit } from "./limits.ts";

/** `$bytes` is how bytes are written inside JSON; `__proto__` is no ordinary member of a JavaScript object. */
const reserved = new Set(["$bytes", "__proto__"]);

/** A copy of a body that is plain JSON, or bytes. @throws PagefileError RECORD_INVALID, LIMIT_EXCEEDED */
export function cleanBody(body: unknown): JsonObject | Uint8Array {
  if (body instanceof Uint8Array) {
    withinLimit("The body, in bytes,", body.length, limits.body);
    return new Uint8Array(body);
  }
  if (!isPlainObject(body)) throw new PagefileError("RECORD_INVALID", `A body must be a JSON object or bytes, not ${kindOf(body)}.`);
  const clean = cleanObject(body, 1);
  withinLimit("The body, in characters of JSON,", JSON.stringify(clean).length, limits.body);
  return clean;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function cleanObject(value: Record<string, unknown>, depth: number): JsonObject {
  if (depth > limits.bodyDepth)
    throw new PagefileError("LIMIT_EXCEEDED", `A body is nested more than ${limits.bodyDepth} levels deep, or refers to itself.`);
  const clean: Record<string, JsonValue> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    if (reserved.has(name)) throw new PagefileError("RECORD_INVALID", `A member of a body cannot be called ${name}.`);
    clean[cleanText("The name of a body's member", name)] = cleanValue(member, depth);
  }
  return clean;
}

function cleanValue(value: unknown, depth: number): JsonValue {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return cleanText("A text in the body", value);
  // -0 is written as 0 in JSON, so it would not come back as it was.
  if (typeof value === "number" && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (Array.isArray(value)) {
    if (depth >= limits.bodyDepth)
      throw new PagefileError("LIMIT_EXCEEDED", `A body is nested more than ${limits.bodyDepth} levels deep, or refers to itself.`);
    return value.map((item: unknown) => cleanValue(item, depth + 1));
  }
  if (isPlainObject(value)) return cleanObject(value, depth + 1);
  throw new PagefileError(
    "RECORD_INVALID",
    `A body holds ${typeof value === "number" ? String(value) : kindOf(value)}, which JSON cannot keep.`,
  );
}
