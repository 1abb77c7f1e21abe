import type { JsonObject, JsonValue, RecordContent, RecordId, RecordKind } from "@pagefile/core/contracts";
import { sanitiseLine } from "./terminal/sanitise.ts";

/** What a record tells, in one line that may be shown. */
export function textOf({ body }: Pick<RecordContent, "body">): string {
  if (body instanceof Uint8Array) return `(${body.length} bytes)`;
  const { text, calls, results, verdict, name } = body;
  if (typeof text === "string" && text.trim() !== "") return sanitiseLine(text);
  if (typeof verdict === "string") return sanitiseLine(`judged ${verdict}`);
  if (text === "" && calls === undefined && results === undefined) return "(empty)";
  if (Array.isArray(calls)) return sanitiseLine(calls.map(callText).join("  "));
  if (Array.isArray(results)) return sanitiseLine(results.map(resultText).join("  "));
  return sanitiseLine(typeof name === "string" ? name : JSON.stringify(body));
}

function callText(call: JsonValue): string {
  return isObject(call) ? `${String(call["name"])}(${JSON.stringify(call["arguments"])})` : "";
}

function resultText(result: JsonValue): string {
  return isObject(result) ? `${String(result["name"])}: ${String(result["text"])}` : "";
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Who said it, or where it stands. */
export function authorOf(record: Pick<RecordContent, "body" | "attributes"> & { readonly kind: RecordKind }): string {
  const { role, title, label, document } = record.body instanceof Uint8Array ? {} : record.body;
  const name = record.attributes["speaker"] ?? role ?? title ?? label ?? document;
  return sanitiseLine(typeof name === "string" ? name : record.kind);
}

/** `2026-05-03 10:00`, in UTC as everywhere in the memory. */
export function timeOf(instant: string): string {
  return instant.slice(0, 16).replace("T", " ");
}

/** The beginning of an id: its millisecond and the counter after it, which tells apart what one process made. */
export function shortId(id: RecordId): string {
  return id.slice(0, 18);
}
