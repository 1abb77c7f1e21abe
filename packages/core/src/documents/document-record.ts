import { hashText, type JsonObject, type MemoryRecord, type RecordRef } from "../contracts/index.ts";
import { contentCollection } from "../memory/content-key.ts";
import { limits } from "../memory/limits.ts";
import type { KnownDocument } from "./documents.ts";

/** Documents are opaque blocks, each named by the collection of its passages. */
export const documentCollection = "documents";

/** `writing` and `deleting` stay where the work was cut off. */
export type DocumentState = "whole" | "writing" | "deleting";

/** What is kept of a document beside its passages. */
export type DocumentBody = {
  readonly identity: string;
  readonly name: string;
  readonly title: string;
  readonly chunks: number;
  readonly state: DocumentState;
  readonly pages?: number;
  readonly bytes?: number;
};

/** The collection of a document's passages: its identity, or a hash where that is too long or would name something else. */
export function passageCollection(identity: string): string {
  const plain = identity.length <= limits.nameLength && identity !== contentCollection && !identity.startsWith("sha256:");
  return plain ? identity : `sha256:${hashText(identity)}`;
}

export function documentRef(identity: string): Exclude<RecordRef, string> {
  return { kind: "block", collection: documentCollection, key: passageCollection(identity) };
}

/** Undefined for a record that is no document. */
export function documentBody({ kind, collection, body }: MemoryRecord): DocumentBody | undefined {
  if (kind !== "block" || collection !== documentCollection || body instanceof Uint8Array) return undefined;
  const { identity, name, title, chunks, state } = body as JsonObject & Partial<DocumentBody>;
  if (typeof identity !== "string" || typeof name !== "string" || typeof title !== "string" || typeof chunks !== "number") return undefined;
  const { pages, bytes } = body;
  return {
    identity,
    name,
    title,
    chunks,
    state: state ?? "whole",
    ...(typeof pages === "number" && { pages }),
    ...(typeof bytes === "number" && { bytes }),
  };
}

export function knownDocument(record: MemoryRecord): KnownDocument | undefined {
  const body = documentBody(record);
  if (body === undefined) return undefined;
  const { state, ...known } = body;
  const { id, createdAt: importedAt, recordedAt: changedAt, origin } = record;
  return { id, ...known, complete: state === "whole", importedAt, changedAt, origin };
}
