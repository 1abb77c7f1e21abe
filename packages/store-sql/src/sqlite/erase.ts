import type { AppendOptions, ErasureReceipt, RecordId, Space } from "@pagefile/core/contracts";
import type { Database } from "./database.ts";
import { forgetPlace, projectRemoval } from "./documents.ts";
import { EntryLog } from "./entry-log.ts";
import { compactWords } from "./lexical-index.ts";
import { clearRecord, standingOf } from "./records.ts";
import { forgetFingerprints } from "./requests.ts";
import { isBusy } from "./sqlite-errors.ts";
import { openSpace } from "./spaces.ts";

type Erasure = Pick<AppendOptions, "recordedAt"> & { readonly ids: readonly RecordId[] };

/** Removes payloads inside the write transaction that is open. What was written over follows in `scrub`. */
export function erase(database: Database, space: Space, erasure: Erasure): Omit<ErasureReceipt, "scrubbed"> {
  const row = openSpace(database, space);
  const log = new EntryLog(database, row);
  const erased: RecordId[] = [];
  let entries = 0;
  for (const id of new Set(erasure.ids)) {
    const stripped = stripEntries(database, row.number, id);
    const before = standingOf(database, row.number, id);
    if (stripped === 0 || before === undefined) continue;
    entries += stripped;
    database.reach("erase:stripped");
    erased.push(id);
    const version = before.version + 1;
    const seq = log.write({ operation: "erase", id, version, previous: before.seq, recordedAt: erasure.recordedAt });
    clearRecord(database, row.number, { id, version, seq });
    projectRemoval(database, row.number, { id, version });
    forgetPlace(database, row.number, id);
    forgetFingerprints(database, row.number, id);
    database.run("DELETE FROM letter WHERE space = ? AND id = ?", row.number, id);
  }
  if (erased.length > 0) {
    compactWords(database);
    database.run("INSERT OR REPLACE INTO setting VALUES ('scrub', 1)");
  }
  return { erased, entries, head: log.finish() };
}

function stripEntries(database: Database, space: number, id: RecordId): number {
  const chain = `WITH RECURSIVE chain (seq) AS (
    SELECT seq FROM record WHERE space = ? AND id = ?
    UNION ALL
    SELECT e.previous FROM chain JOIN entry e ON e.space = ? AND e.seq = chain.seq WHERE e.previous IS NOT NULL
  )`;
  const update = "UPDATE entry SET payload = NULL, salt = NULL WHERE space = ? AND seq IN (SELECT seq FROM chain) AND payload IS NOT NULL";
  return database.run(`${chain} ${update}`, space, id, space, space);
}

/** Scrubs if an erasure, of this process or another, is not followed by a scrub yet. */
export function scrubIfPending(database: Database): boolean {
  const pending = database.get("SELECT 1 FROM setting WHERE name = 'scrub'") !== undefined;
  return pending ? scrub(database) : true;
}

/**
 * Rewrites every page and empties the log: deleting alone leaves copies in pages that were split or freed. Returns false,
 * and leaves it to the next opening or erasure, while another connection reads or writes.
 */
function scrub(database: Database): boolean {
  try {
    database.execute("VACUUM");
    database.reach("scrub:vacuumed");
    if (!emptyLog(database)) return false;
    database.run("DELETE FROM setting WHERE name = 'scrub'");
    return emptyLog(database);
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

/** Whether the write-ahead log is empty now. */
function emptyLog(database: Database): boolean {
  return database.get<{ busy: number }>("PRAGMA wal_checkpoint(TRUNCATE)")?.busy === 0;
}
