import type { Entry, RecordId, Seq } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";

/** Sets the milestone of an entry; the records of all entries before it must be written. */
export function setMilestone(database: Database, space: number, { seq, id }: Pick<Entry, "seq" | "id">): void {
  const highest = "max(coalesce((SELECT max(id) FROM record WHERE space = ?), ''), ?)";
  database.run(`INSERT INTO milestone (space, seq, id) VALUES (?, ?, ${highest})`, space, seq, space, id);
}

/** An id that no record was above after an entry; undefined where there is no milestone since. */
export function idBound(database: Database, space: number, asOf: Seq): RecordId | undefined {
  const sql = "SELECT id FROM milestone WHERE space = ? AND seq >= ? ORDER BY seq LIMIT 1";
  return database.get<{ id: RecordId }>(sql, space, asOf)?.id;
}
