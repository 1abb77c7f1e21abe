import { randomUUID } from "node:crypto";
import {
  canonicalJson,
  type Entry,
  genesisHash,
  hashEntry,
  hashPayload,
  type Head,
  type MemoryRecord,
  type Origin,
  PagefileError,
  parseCanonicalJson,
  type RecordContent,
  type Seq,
} from "@pagefile/core/contracts";

/** An entry before it has its place in the chain. */
export type EntryDraft = Pick<Entry, "operation" | "id" | "version" | "recordedAt" | "origin" | "content">;

/** Chains a draft to the last entry. */
export function chained(draft: EntryDraft, head: Head): Entry {
  const { origin, content, ...rest } = draft;
  const salt = randomUUID().replaceAll("-", "");
  const payload = origin && { payloadHash: hashPayload(salt, origin, content), salt, origin, ...(content && { content }) };
  const entry = { ...rest, payloadHash: "", ...payload, seq: head.seq + 1, previousHash: head.hash };
  return { ...entry, hash: hashEntry(entry) };
}

/** What a database keeps of origin and content; null where they were erased. */
export function payloadText({ origin, content }: Entry): string | null {
  return origin === undefined ? null : canonicalJson({ content, origin });
}

/** An entry as a database keeps it. */
export type EntryRow = Omit<Entry, "salt" | "previousHash"> & {
  readonly salt: string | null;
  /** Null where the entry before is not there. */
  readonly previousHash: string | null;
  readonly payload: string | null;
};

/** @throws JOURNAL_CORRUPT */
export function entryOf(row: EntryRow): Entry {
  const { payload, salt, previousHash, ...rest } = row;
  const before = previousHash ?? (row.seq === 1 ? genesisHash : "");
  return { ...rest, previousHash: before, ...(salt !== null && { salt }), ...(payload !== null && payloadOf(payload, row.seq)) };
}

/** What makes a record of the entry that wrote it. */
export type RecordRow = Pick<MemoryRecord, "id" | "version" | "seq" | "recordedAt"> & { readonly payload: string };

/** @throws JOURNAL_CORRUPT */
export function recordOf(row: RecordRow): MemoryRecord {
  const { payload, ...rest } = row;
  const { content, origin } = payloadOf(payload, row.seq);
  return { ...content, ...rest, origin };
}

function payloadOf(text: string, seq: Seq): { content: RecordContent; origin: Origin } {
  try {
    return (text.includes('"$bytes"') ? parseCanonicalJson(text) : JSON.parse(text)) as { content: RecordContent; origin: Origin };
  } catch (cause) {
    throw new PagefileError("JOURNAL_CORRUPT", `The payload of entry ${seq} cannot be read.`, { cause });
  }
}
