import type { RecordKind } from "@pagefile/core/contracts";
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

/** The position of a document, or for `positionOfGiven` which of the newcomers of its group it is. */
export type Placed = { readonly position: number } | { readonly newcomer: number; readonly group_hash: string };

/** A document stays where it is; a new one follows the last of its group. */
export function placesOf(placings: readonly Placing[]): readonly Placed[] {
  const newcomers = new Map<string, number>();
  return placings.map(({ kind, groupName, before }) => {
    if (before?.kind === kind && before.groupName === groupName) return { position: before.position ?? 0 };
    if (groupName === null) return { position: 0 };
    const group = `${kind} ${groupName}`;
    const newcomer = (newcomers.get(group) ?? 0) + 1;
    newcomers.set(group, newcomer);
    return { newcomer, group_hash: `\\x${Buffer.from(nameHash(groupName)).toString("hex")}` };
  });
}

/** The position of `given`, in the space that is `$1`. Removed documents count, so that a place is never given twice. */
export const positionOfGiven = `coalesce(given.position, given.newcomer + coalesce((SELECT max(d.position) FROM document d
  WHERE d.space = $1 AND d.kind = given.kind AND d.group_hash = given.group_hash AND d.group_name IS NOT NULL), 0))`;
