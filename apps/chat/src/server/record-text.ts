import type { JsonObject, JsonValue, MemoryRecord, RecordContent } from "@pagefile/core/contracts";

/** What a person reads of a record; empty for bytes. */
export function recordText({ kind, body }: Pick<RecordContent, "kind" | "body">): string {
  if (body instanceof Uint8Array) return "";
  if (kind === "row") return rowText(body);
  const text = textOf(body, "text");
  if (kind === "message") return text === "" ? callsText(body) || resultsText(body) : text;
  if (kind === "entity") return [textOf(body, "name"), text].filter((part) => part !== "").join(": ");
  return text;
}

/** The title of a passage, the label of a block, the name of an entity, the key of a row. */
export function recordTitle({ kind, body, key }: Pick<MemoryRecord, "kind" | "body" | "key">): string | undefined {
  if (body instanceof Uint8Array) return key;
  const title = textOf(body, kind === "entity" ? "name" : kind === "block" ? "label" : "title");
  return title === "" ? (kind === "block" || kind === "row" ? key : undefined) : title;
}

export function textOf(body: JsonObject, name: string): string {
  const value = body[name];
  return typeof value === "string" ? value : "";
}

/** A text that is long is shown with its beginning and how much is left out. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text
    .slice(0, most)
    .toWellFormed()
    .replace(/\uFFFD$/, "");
  return `${end}… (${(text.length - end.length).toLocaleString("en")} more characters)`;
}

function rowText(body: JsonObject): string {
  const { values } = body;
  if (!isObject(values)) return textOf(body, "name");
  return Object.entries(values)
    .map(([column, value]) => `${column}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}

function callsText({ calls }: JsonObject): string {
  if (!Array.isArray(calls)) return "";
  return calls
    .flatMap((call: JsonValue) => (isObject(call) ? [`${textOf(call, "name")}(${JSON.stringify(call["arguments"] ?? {})})`] : []))
    .join("\n");
}

function resultsText({ results }: JsonObject): string {
  if (!Array.isArray(results)) return "";
  return results
    .flatMap((result: JsonValue) => (isObject(result) ? [`${textOf(result, "name")}: ${textOf(result, "text")}`] : []))
    .join("\n");
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
