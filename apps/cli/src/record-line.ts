import { recordText } from "@pagefile/core";
import type { RecordContent, RecordId, RecordKind } from "@pagefile/core/contracts";
import { sanitiseLine } from "./terminal/sanitise.ts";

/** What a record tells, in one line that may be shown. */
export function textOf(content: Pick<RecordContent, "kind" | "body">): string {
  const { body } = content;
  if (body instanceof Uint8Array) return `(${body.length} bytes)`;
  const told = sanitiseLine(recordText(content));
  if (told !== "") return told;
  if (typeof body["verdict"] === "string") return sanitiseLine(`judged ${body["verdict"]}`);
  return body["text"] === "" ? "(empty)" : sanitiseLine(JSON.stringify(body));
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
