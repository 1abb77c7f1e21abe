import type { RecordId, Seq } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";

export interface Milestone {
  readonly seq: Seq;
  /** The highest id of the entries written with it, up to it. */
  readonly id: RecordId;
}

/** Sets milestones; `first` says that the space had no entry before those written with them. */
export async function setMilestones(
  database: Database,
  space: number,
  { milestones, first }: { readonly milestones: readonly Milestone[]; readonly first: boolean },
): Promise<void> {
  if (milestones.length === 0) return;
  const highest = first ? "id" : 'greatest(id COLLATE "C", (SELECT max(id) FROM record WHERE space = $1))';
  const given = "json_to_recordset($2) AS given (seq bigint, id text)";
  await database.run(`INSERT INTO milestone (space, seq, id) SELECT $1, seq, ${highest} FROM ${given}`, space, JSON.stringify(milestones));
}

/**
 * An id that no record was above after an entry; undefined where there is no milestone since. Asked for by itself: under
 * row-level security a bound that is found by a subquery is not looked up in the index.
 */
export async function idBound(database: Database, space: number, asOf: Seq): Promise<RecordId | undefined> {
  const sql = "SELECT id FROM milestone WHERE space = $1 AND seq >= $2 ORDER BY seq LIMIT 1";
  return (await database.get<{ id: RecordId }>(sql, space, asOf))?.id;
}
