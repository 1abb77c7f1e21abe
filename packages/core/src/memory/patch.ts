import { type JsonObject, PagefileError, type RecordContent } from "../contracts/index.ts";
import { cleanGraphBody, entityCollection, graphName } from "../graph/graph-body.ts";
import { cleanBody } from "./clean-body.ts";
import { cleanAttributes, cleanTags } from "./clean-labels.ts";
import { cleanText } from "./clean-text.ts";
import { bodyText, contentKey, isNamedByContent } from "./content-key.ts";
import { cleanFlag } from "./draft.ts";
import { toInstant } from "./instant.ts";
import type { Patch } from "./space-memory.ts";

/**
 * A record's content with a patch applied. A passage that is named by its text gets the name of its new text.
 * @throws PagefileError RECORD_INVALID, LIMIT_EXCEEDED
 */
export function patchContent(record: RecordContent, patch: Patch): RecordContent {
  const { kind, createdAt, collection, key } = record;
  const index = patch.index === undefined ? record.index : cleanFlag(patch.index);
  const body = cleanGraphBody(kind, patchBody(record.body, patch), index);
  const occurredAt = patch.occurredAt === undefined ? record.occurredAt : patch.occurredAt;
  const text = bodyText(body);
  return {
    kind,
    body,
    tags: patch.tags === undefined ? record.tags : cleanTags(patch.tags),
    attributes: patch.attributes === undefined ? record.attributes : patchAttributes(record.attributes, patch.attributes),
    createdAt,
    ...(occurredAt === undefined || occurredAt === null ? {} : { occurredAt: toInstant("`occurredAt`", occurredAt) }),
    ...(collection === undefined || key === undefined
      ? {}
      : { collection, key: isNamedByContent(record) && text !== undefined ? contentKey(text) : (entityKey(record, body) ?? key) }),
    index,
  };
}

/** An entity that is renamed is found by its new name. */
function entityKey({ kind, collection, index }: RecordContent, body: RecordContent["body"]): string | undefined {
  return kind === "entity" && collection === entityCollection && index ? graphName(kind, body, "")?.key : undefined;
}

function patchBody(body: RecordContent["body"], { text, body: given }: Patch): RecordContent["body"] {
  if (given instanceof Uint8Array) {
    if (text !== undefined) throw new PagefileError("RECORD_INVALID", "A record holds text or bytes, not both.");
    return cleanBody(given);
  }
  if (text === undefined && given === undefined) return body;
  const kept: JsonObject = body instanceof Uint8Array ? {} : body;
  return cleanBody({ ...kept, ...given, ...(text === undefined ? {} : { text: cleanText("The text", text) }) });
}

function patchAttributes(attributes: RecordContent["attributes"], changes: NonNullable<Patch["attributes"]>): RecordContent["attributes"] {
  const merged = { ...attributes, ...changes };
  return cleanAttributes(Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)));
}
