import type { JsonValue } from "@pagefile/core/contracts";

/** A value of a table as text; nothing is nothing. */
export function cellText(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
