import type { JsonObject, JsonValue } from "../contracts/index.ts";

/** Whether a value from outside is a JSON object, neither null nor a list. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
