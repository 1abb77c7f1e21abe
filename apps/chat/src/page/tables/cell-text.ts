import type { JsonValue } from "@pagefile/core/contracts";

/** A value of a table as text; nothing is nothing. */
export function cellText(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A time without what says nothing: the midnight of a day, the seconds and parts of a minute. */
export function timeText(value: JsonValue | undefined): string {
  return cellText(value)
    .replace(/T00:00:00\.000Z$/, "")
    .replace(/:00\.000Z$/, "Z");
}
