import type { MemoryRecord, RecordRef, Seq } from "@pagefile/core/contracts";
import { recordOf, type RecordRow } from "../../journal/entries.ts";
import type { Database } from "../database/database.ts";
import { recordColumns } from "../journal/entry-log.ts";

/** The records that refs had after an entry, in their order. */
export function recordsAsOf(
  database: Database,
  space: number,
  { refs, asOf }: { refs: readonly RecordRef[]; asOf: Seq },
): readonly MemoryRecord[] {
  const found = refs.map((ref) => {
    const from = typeof ref === "string" ? newestEntry(database, space, ref) : entryOfName(database, space, { ref, asOf });
    return from === undefined ? undefined : recordAsOf(database, space, { from, asOf });
  });
  return found.filter((record) => record !== undefined);
}

/** The record of a chain of entries as it was, going back from one of them; undefined where it was not there, or was erased since. */
export function recordAsOf(database: Database, space: number, { from, asOf }: { from: Seq; asOf: Seq }): MemoryRecord | undefined {
  const row = database.get<RecordRow>(selectAsOf, space, from, space, asOf, space, asOf);
  return row && recordOf(row);
}

const selectAsOf = `WITH RECURSIVE chain (seq, previous) AS (
    SELECT seq, previous FROM entry WHERE space = ? AND seq = ?
    UNION ALL
    SELECT e.seq, e.previous FROM chain JOIN entry e ON e.space = ? AND e.seq = chain.previous WHERE chain.seq > ?
  )
  SELECT ${recordColumns} FROM entry e WHERE e.space = ? AND e.seq = (SELECT seq FROM chain WHERE seq <= ?)
  AND e.operation = 'put' AND e.payload IS NOT NULL`;

function newestEntry(database: Database, space: number, id: string): Seq | undefined {
  return database.get<{ seq: Seq }>("SELECT seq FROM record WHERE space = ? AND id = ?", space, id)?.seq;
}

/** An entry, of the record that had a name after an entry, from which its chain goes back to then. */
function entryOfName(database: Database, space: number, { ref, asOf }: { ref: Exclude<RecordRef, string>; asOf: Seq }): Seq | undefined {
  const name = [space, ref.kind, ref.collection, ref.key];
  const named = "space = ? AND kind = ? AND collection = ? AND key = ?";
  const sql = `SELECT seq FROM record WHERE ${named} AND since <= ? UNION ALL
    SELECT until FROM past WHERE ${named} AND since <= ? AND until > ?`;
  return database.get<{ seq: Seq }>(sql, ...name, asOf, ...name, asOf, asOf)?.seq;
}
