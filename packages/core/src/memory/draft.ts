import { type JsonObject, PagefileError, type RecordContent, type RecordId, type RecordKind, recordKinds } from "../contracts/index.ts";
import { cleanGraphBody, graphName } from "../graph/graph-body.ts";
import { cleanBody } from "./clean-body.ts";
import { cleanAttributes, cleanTags } from "./clean-labels.ts";
import { cleanId } from "./clean-origin.ts";
import { cleanName, cleanText } from "./clean-text.ts";
import { bodyText, contentCollection, contentKey } from "./content-key.ts";
import { toInstant } from "./instant.ts";
import { limits } from "./limits.ts";
import type { Draft } from "./space-memory.ts";

/** A draft checked and completed, but for what differs from one attempt to the next: a new id and the time. */
export interface CleanDraft {
  readonly content: Omit<RecordContent, "createdAt">;
  readonly id?: RecordId;
  readonly onConflict?: "fail" | "replace" | "skip";
  readonly expectedVersion?: number;
}

const indexedKinds: ReadonlySet<RecordKind> = new Set(["message", "passage", "entity", "fact"]);

/** @throws PagefileError RECORD_INVALID, LIMIT_EXCEEDED */
export function cleanDraft(draft: Draft): CleanDraft {
  const kind = cleanKind(draft.kind);
  const index = cleanFlag(draft.index ?? indexedKinds.has(kind));
  const body = cleanGraphBody(kind, bodyOf(kind, draft.text, draft.body), index);
  const name = nameOf(draft, body);
  const content: CleanDraft["content"] = {
    kind,
    body,
    tags: cleanTags(draft.tags ?? []),
    attributes: cleanAttributes(draft.attributes ?? {}),
    ...(draft.occurredAt === undefined ? {} : { occurredAt: toInstant("`occurredAt`", draft.occurredAt) }),
    ...name,
    index,
  };
  const { id, expectedVersion } = draft;
  // Two writers of one text, or of one entity, get one record, unless the writer said which record or what to do.
  const named = draft.collection !== undefined || id !== undefined || expectedVersion !== undefined;
  const unnamed = name !== undefined && !named;
  const onConflict = draft.onConflict ?? (unnamed ? "skip" : undefined);
  return {
    content,
    ...(id === undefined ? {} : { id: cleanId(id) }),
    ...(onConflict === undefined ? {} : { onConflict: cleanConflict(onConflict) }),
    ...(expectedVersion === undefined ? {} : { expectedVersion: cleanVersion(expectedVersion) }),
  };
}

/** @throws PagefileError RECORD_INVALID */
export function cleanVersion(version: number): number {
  if (Number.isSafeInteger(version) && version >= 0) return version;
  throw new PagefileError("RECORD_INVALID", `An expected version is a whole number from 0; got ${String(version)}.`);
}

export function cleanKind(kind: unknown): RecordKind {
  const known = recordKinds.find((one) => one === kind);
  if (known !== undefined) return known;
  throw new PagefileError("RECORD_INVALID", `A record's kind is one of ${recordKinds.join(", ")}; got ${JSON.stringify(kind) ?? "none"}.`);
}

/** The body of a kind from its text and further members. A message is a user's unless it says otherwise. */
function bodyOf(kind: RecordKind, text: string | undefined, given: Draft["body"]): JsonObject | Uint8Array {
  if (given instanceof Uint8Array) {
    if (text !== undefined) throw new PagefileError("RECORD_INVALID", "A record holds text or bytes, not both.");
    return cleanBody(given);
  }
  if (text === undefined && given === undefined) throw new PagefileError("RECORD_INVALID", "A record needs a text or a body.");
  const body = cleanBody({ ...given, ...(text === undefined ? {} : { text: cleanText("The text", text) }) });
  if (body instanceof Uint8Array || kind !== "message" || body["role"] !== undefined) return body;
  return { role: "user", ...body };
}

function nameOf({ kind, collection, key, index }: Draft, body: RecordContent["body"]): { collection: string; key: string } | undefined {
  if (collection !== undefined && key !== undefined) {
    return { collection: cleanName("The collection", collection, limits.nameLength), key: cleanName("The key", key, limits.nameLength) };
  }
  if (collection !== undefined || key !== undefined)
    throw new PagefileError("RECORD_INVALID", "A record has both a collection and a key, or neither.");
  const text = bodyText(body);
  if (kind === "passage" && text !== undefined) return { collection: contentCollection, key: contentKey(text) };
  return kind === "entity" && index !== false ? graphName(kind, body, "") : undefined;
}

export function cleanFlag(index: unknown): boolean {
  if (typeof index === "boolean") return index;
  throw new PagefileError("RECORD_INVALID", "`index` is true or false.");
}

function cleanConflict(onConflict: unknown): "fail" | "replace" | "skip" {
  if (onConflict === "fail" || onConflict === "replace" || onConflict === "skip") return onConflict;
  throw new PagefileError("RECORD_INVALID", '`onConflict` is "fail", "replace" or "skip".');
}
