import type { DocumentMaker, Entry, Head, MemoryRecord, RecordId, Space } from "@pagefile/core/contracts";
import { PagefileError } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import { projectPut } from "../store/documents.ts";
import { EntryLog } from "./entry-log.ts";
import { clearRecord, putRecord, standingOf } from "./records.ts";
import { openSpace } from "../database/spaces.ts";

/** Writes checked entries inside the write transaction that is open. @throws SPACE_NOT_EMPTY */
export function restore(database: Database, space: Space, copy: { entries: readonly Entry[]; documents: DocumentMaker }): Head {
  const row = openSpace(database, space);
  if (row.seq > 0) throw new PagefileError("SPACE_NOT_EMPTY", `The space ${space} has entries already.`);
  const log = new EntryLog(database, row);
  const current = new Map<RecordId, MemoryRecord>();
  for (const entry of copy.entries) {
    const { id, version, seq, recordedAt, origin, content } = entry;
    const before = version === 1 ? undefined : standingOf(database, row.number, id);
    log.add(entry, before?.seq);
    if (entry.operation === "put" && origin !== undefined && content !== undefined) {
      const record = { ...content, id, version, seq, recordedAt, origin };
      putRecord(database, row.number, { record, before });
      current.set(id, record);
    } else {
      clearRecord(database, row.number, { id, version, seq, before });
      current.delete(id);
    }
  }
  for (const record of current.values()) projectPut(database, row.number, { record, document: copy.documents(record) });
  return log.finish();
}
