import type { DocumentMaker, Entry, IndexedChange, MemoryRecord, RecordId } from "../contracts/index.ts";

/**
 * What stores are to do about a run of entries: of each record only its newest change. A version whose payload was erased
 * is passed over, since the `erase` that removed it comes later.
 */
export function changesOf(entries: readonly Entry[], documents: DocumentMaker): readonly IndexedChange[] {
  const newest = new Map<RecordId, IndexedChange>();
  for (const entry of entries) {
    const change = changeOf(entry, documents);
    if (change === undefined) continue;
    // Set anew, so that changes stay in the order of the journal.
    newest.delete(entry.id);
    newest.set(entry.id, change);
  }
  return [...newest.values()];
}

function changeOf(entry: Entry, documents: DocumentMaker): IndexedChange | undefined {
  const { seq, id, version, operation } = entry;
  if (operation !== "put") return { type: "remove", seq, id, version };
  const record = recordOf(entry);
  return record === undefined ? undefined : putOf(record, documents);
}

export function putOf(record: MemoryRecord, documents: DocumentMaker): Extract<IndexedChange, { type: "put" }> {
  const document = documents(record);
  return { type: "put", seq: record.seq, record, ...(document === undefined ? {} : { document }) };
}

/** The record as an entry wrote it; none once it is erased. */
export function recordOf({ operation, content, origin, id, version, seq, recordedAt }: Entry): MemoryRecord | undefined {
  if (operation !== "put" || content === undefined || origin === undefined) return undefined;
  return { ...content, id, version, seq, recordedAt, origin };
}

export function idOf(change: IndexedChange): RecordId {
  return change.type === "put" ? change.record.id : change.id;
}
