import {
  type DocumentMaker,
  type Entry,
  genesisHash,
  hashEntry,
  hashPayload,
  type Head,
  type MemoryRecord,
  PagefileError,
  type RecordId,
  type Seq,
  type Space,
} from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import { projectPut } from "../store/documents.ts";
import { EntryLog } from "./entry-log.ts";
import { clearRecord, putRecord } from "./records.ts";
import { openSpace } from "../database/spaces.ts";

/** Reads all entries and checks that they chain, before the database is touched. @throws IMPORT_INVALID */
export async function checkedEntries(entries: AsyncIterable<Entry>): Promise<readonly Entry[]> {
  const checked: Entry[] = [];
  let head: Head = { seq: 0, hash: genesisHash };
  for await (const entry of entries) {
    const chained = entry.seq === head.seq + 1 && entry.previousHash === head.hash && entry.hash === hashEntry(entry);
    if (!chained || !isWhole(entry)) {
      throw new PagefileError("IMPORT_INVALID", `Entry ${entry.seq} does not follow entry ${head.seq}, or was changed.`);
    }
    checked.push(entry);
    head = entry;
  }
  return checked;
}

/** Whether the payload is the one that was hashed, or erased altogether. */
function isWhole({ salt, origin, content, payloadHash }: Entry): boolean {
  if (salt === undefined || origin === undefined) return salt === undefined && origin === undefined && content === undefined;
  return payloadHash === hashPayload(salt, origin, content);
}

/** Writes checked entries inside the write transaction that is open. @throws SPACE_NOT_EMPTY */
export function restore(database: Database, space: Space, copy: { entries: readonly Entry[]; documents: DocumentMaker }): Head {
  const row = openSpace(database, space);
  if (row.seq > 0) throw new PagefileError("SPACE_NOT_EMPTY", `The space ${space} has entries already.`);
  const log = new EntryLog(database, row);
  const last = new Map<RecordId, Seq>();
  const current = new Map<RecordId, MemoryRecord>();
  for (const entry of copy.entries) {
    const { id, version, seq, recordedAt, origin, content } = entry;
    log.add(entry, last.get(id));
    last.set(id, seq);
    if (entry.operation === "put" && origin !== undefined && content !== undefined) {
      const record = { ...content, id, version, seq, recordedAt, origin };
      putRecord(database, row.number, record);
      current.set(id, record);
    } else {
      clearRecord(database, row.number, entry);
      current.delete(id);
    }
  }
  for (const record of current.values()) projectPut(database, row.number, { record, document: copy.documents(record) });
  return log.finish();
}
