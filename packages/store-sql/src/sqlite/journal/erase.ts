import type { AppendOptions, ErasureReceipt, RecordId, Space } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import { forgetPlace, projectRemoval } from "../store/documents.ts";
import { EntryLog, withChain } from "./entry-log.ts";
import { forgetLives } from "../past/lives.ts";
import { compactWords } from "../store/lexical-index.ts";
import { clearRecord, standingOf } from "./records.ts";
import { forgetFingerprints } from "./requests.ts";
import { busyError, isBusy } from "../database/sqlite-errors.ts";
import { openSpace } from "../database/spaces.ts";

type Erasure = Pick<AppendOptions, "recordedAt"> & { readonly ids: readonly RecordId[] };

/** Removes payloads inside the write transaction that is open. `scrubIfAsked` must follow. */
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
    const seq = log.write({ operation: "erase", id, version, recordedAt: erasure.recordedAt }, before.seq);
    clearRecord(database, row.number, { id, version, seq });
    projectRemoval(database, row.number, { id, version });
    forgetPlace(database, row.number, id);
    forgetLives(database, row.number, id);
    forgetFingerprints(database, row.number, id);
    database.run("DELETE FROM letter WHERE space = ? AND id = ?", row.number, id);
  }
  if (erased.length > 0) {
    compactWords(database);
    askForScrub(database);
  }
  return { erased, entries, head: log.finish() };
}

function stripEntries(database: Database, space: number, id: RecordId): number {
  const update = "UPDATE entry SET payload = NULL, salt = NULL WHERE space = ? AND seq IN (SELECT seq FROM chain) AND payload IS NOT NULL";
  return database.run(`${withChain} ${update}`, space, id, space, space);
}

/*
 * Deleting alone leaves copies in pages that were split or freed, so after an erasure every page is rewritten and the log
 * emptied. The setting `scrub` says that this is still to do: odd before the rewriting, even after it.
 */

/** Asks for a scrub, also while one is on its way. */
function askForScrub(database: Database): void {
  database.run("INSERT INTO setting VALUES ('scrub', 1) ON CONFLICT (name) DO UPDATE SET value = (value | 1) + 2");
}

/** Scrubs if an erasure, of this process or another, asked for it. Throws SQLite's own error while others use the file. */
export function scrubIfAsked(database: Database): void {
  const asked = database.get<{ value: number }>("SELECT value FROM setting WHERE name = 'scrub'")?.value;
  if (asked === undefined) return;
  if (asked % 2 === 1) {
    database.execute("VACUUM");
    database.run("UPDATE setting SET value = value + 1 WHERE name = 'scrub' AND value = ?", asked);
    database.reach("scrub:vacuumed");
  }
  const { busy } = database.get<{ busy: number }>("PRAGMA wal_checkpoint(TRUNCATE)") ?? {};
  if (busy !== 0) throw busyError();
  database.run("DELETE FROM setting WHERE name = 'scrub' AND value = ?", asked + (asked % 2));
}

/** Whether nothing is left to scrub; while others use the file it is left to the next opening or erasure. */
export function scrubIfPossible(database: Database): boolean {
  try {
    scrubIfAsked(database);
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}
