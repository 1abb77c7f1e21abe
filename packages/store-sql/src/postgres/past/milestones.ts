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

/** An id that no record was above after an entry, or one above all where there is no milestone since; `asOf` is its parameter. */
export function idBound(asOf: string): string {
  return `coalesce((SELECT id FROM milestone WHERE space = $1 AND seq >= ${asOf} ORDER BY seq LIMIT 1), '~')`;
}
