import type { EntityBody, IndexDocument, MemoryRecord } from "../contracts/index.ts";
import { edgeOf, entityBody, factBody } from "../graph/graph-body.ts";
import { analyse } from "./analyse.ts";
import { calendarWords } from "./calendar.ts";

/**
 * What is indexed of a record. A message answers to its speaker, its text and the day it was said; a passage to its title
 * and text; an entity to its names and what it is; a fact to its sentence. Records that are opaque or without text have none. What a tool brought from outside is a message like any other;
 * memory's own text come back is opaque.
 */
export function makeDocument(record: MemoryRecord): IndexDocument | undefined {
  const text = indexedText(record);
  if (text === undefined) return undefined;
  const group = groupOf(record);
  const fact = factBody(record);
  return { text, terms: analyse(text), ...(group !== undefined && { group }), ...(fact !== undefined && { edge: edgeOf(fact) }) };
}

function indexedText(record: MemoryRecord): string | undefined {
  const text = textOf(record);
  if (!record.index || text.trim() === "") return undefined;
  if (record.kind === "passage") return join([titleOf(record), text]);
  if (record.kind === "entity") return entityBody(record) === undefined ? undefined : text;
  if (record.kind === "fact") return factBody(record) === undefined ? undefined : text;
  if (record.kind !== "message") return undefined;
  return join([speakerOf(record), text, calendarWords(record.occurredAt ?? record.createdAt)]);
}

/** The session of a message, the document of a passage. */
function groupOf(record: MemoryRecord): string | undefined {
  if (record.kind === "passage") return member(record, "document");
  if (record.kind !== "message") return undefined;
  const { session } = record.attributes;
  return session === undefined ? undefined : String(session);
}

/** The text a record tells, the caption of a shared picture included; empty when it has none. */
export function textOf(record: MemoryRecord): string {
  const entity = entityBody(record);
  if (entity !== undefined) return entityText(entity);
  const caption = member(record, "caption");
  return join([member(record, "text"), caption && `(photo: ${caption})`]);
}

/** `Ana (person), also Annie: plays the cello` */
function entityText({ name, type, aliases, text }: EntityBody): string {
  const also = aliases.length === 0 ? "" : `, also ${aliases.join(", ")}`;
  return `${name}${type === undefined ? "" : ` (${type})`}${also}${text === undefined ? "" : `: ${text}`}`;
}

export function speakerOf(record: MemoryRecord): string | undefined {
  const { speaker } = record.attributes;
  return typeof speaker === "string" ? speaker : member(record, "speaker");
}

export function titleOf(record: MemoryRecord): string | undefined {
  return member(record, "title");
}

function member(record: MemoryRecord, name: string): string | undefined {
  if (record.body instanceof Uint8Array) return undefined;
  const value = record.body[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function join(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" ");
}
