import type { RecordKind } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import { nameHash } from "../database/name-hash.ts";

interface Place {
  readonly kind: RecordKind | null;
  readonly groupName: string | null;
  readonly position: number | null;
}

/** A document that is to be written, and where it stood before. */
export interface Placing {
  readonly kind: RecordKind;
  /** Null for a document without a group, whose position is 0. */
  readonly groupName: string | null;
  readonly before: Place | undefined;
}

/**
 * The places of documents in their groups. A document stays where it is; a new one follows the last of its group. Removed
 * ones count, so that a place is never given twice.
 */
export async function positionsOf(database: Database, space: number, placings: readonly Placing[]): Promise<readonly number[]> {
  const last = await lastPositions(
    database,
    space,
    placings.filter((placing) => placing.groupName !== null && !stays(placing)),
  );
  return placings.map((placing) => {
    if (stays(placing)) return placing.before?.position ?? 0;
    if (placing.groupName === null) return 0;
    const next = (last.get(groupOf(placing)) ?? 0) + 1;
    last.set(groupOf(placing), next);
    return next;
  });
}

function stays({ kind, groupName, before }: Placing): boolean {
  return before?.kind === kind && before.groupName === groupName;
}

function groupOf({ kind, groupName }: Pick<Placing, "kind" | "groupName">): string {
  return `${kind} ${groupName}`;
}

async function lastPositions(database: Database, space: number, placings: readonly Placing[]): Promise<Map<string, number>> {
  if (placings.length === 0) return new Map();
  const groups = [...new Map(placings.map((placing) => [groupOf(placing), placing])).values()];
  const sql = `SELECT (SELECT max(d.position) FROM document d
      WHERE d.space = $1 AND d.kind = wanted.kind AND d.group_hash = wanted.hash AND d.group_name IS NOT NULL) AS last
    FROM unnest($2::text[], $3::bytea[]) WITH ORDINALITY AS wanted (kind, hash, place) ORDER BY wanted.place`;
  const kinds = groups.map(({ kind }) => kind);
  const hashes = groups.map(({ groupName }) => nameHash(groupName ?? ""));
  const rows = await database.all<{ last: number | null }>(sql, space, kinds, hashes);
  return new Map(rows.map((row, at) => [groupOf(groups[at] as Placing), row.last ?? 0]));
}
