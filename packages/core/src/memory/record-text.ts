import { isJsonObject } from "../context/json-object.ts";
import type { JsonObject, RecordContent } from "../contracts/index.ts";

/** What a record tells a person: its text, or its calls and what came of them, its name, its values. Empty for bytes and where it tells nothing. */
export function recordText({ kind, body }: Pick<RecordContent, "kind" | "body">): string {
  if (body instanceof Uint8Array) return "";
  if (kind === "row") return rowText(body);
  const text = textOf(body, "text");
  if (kind === "message") return text === "" ? callsText(body) || resultsText(body) : text;
  if (kind === "entity") return [textOf(body, "name"), text].filter((part) => part !== "").join(": ");
  return text;
}

function rowText(body: JsonObject): string {
  const { values } = body;
  if (!isJsonObject(values)) return textOf(body, "name");
  return Object.entries(values)
    .map(([column, value]) => `${column}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}

function callsText({ calls }: JsonObject): string {
  if (!Array.isArray(calls)) return "";
  return calls
    .flatMap((call) => (isJsonObject(call) ? [`${textOf(call, "name")}(${JSON.stringify(call["arguments"] ?? {})})`] : []))
    .join("\n");
}

function resultsText({ results }: JsonObject): string {
  if (!Array.isArray(results)) return "";
  return results.flatMap((result) => (isJsonObject(result) ? [`${textOf(result, "name")}: ${textOf(result, "text")}`] : [])).join("\n");
}

function textOf(body: JsonObject, name: string): string {
  const value = body[name];
  return typeof value === "string" ? value : "";
}
