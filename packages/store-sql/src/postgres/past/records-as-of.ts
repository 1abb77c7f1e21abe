import type { MemoryRecord, RecordRef, Seq } from "@pagefile/core/contracts";
import { recordOf, type RecordRow } from "../../journal/entries.ts";
import type { Database } from "../database/database.ts";
import { nameHash } from "../database/name-hash.ts";
import { prepared } from "../database/statement.ts";
import { recordColumns } from "../journal/entry-log.ts";
import { joinEntryAsOf } from "./entry-as-of.ts";

const named = "collection_hash = given.collection_hash AND key = given.key AND kind = given.kind AND since <= $2";

/** OFFSET 0 keeps Postgres from reading all records of the space instead. */
const selectAsOf = prepared(`SELECT ${recordColumns}, r.place FROM (
    SELECT given.place, found.seq FROM unnest($3::text[]) WITH ORDINALITY AS given (id, place),
      LATERAL (SELECT seq FROM record WHERE space = $1 AND id = given.id OFFSET 0) found
    UNION ALL
    SELECT given.place, found.seq FROM unnest($4::text[], $5::bytea[], $6::text[]) WITH ORDINALITY AS given (kind, collection_hash, key, place),
      LATERAL (
        SELECT seq FROM record WHERE space = $1 AND ${named}
        UNION ALL
        SELECT until FROM past WHERE space = $1 AND ${named} AND until > $2 OFFSET 0
      ) found
  ) r ${joinEntryAsOf("$2")}`);

/** The records that refs had after an entry, in their order. */
export async function recordsAsOf(
  database: Database,
  space: number,
  { refs, asOf }: { refs: readonly RecordRef[]; asOf: Seq },
): Promise<readonly MemoryRecord[]> {
  // A ref of the other form is null at its place, and null is found nowhere.
  const ids = refs.map((ref) => (typeof ref === "string" ? ref : null));
  const names = refs.map((ref) => (typeof ref === "string" ? undefined : ref));
  const rows = await database.all<RecordRow & { place: number }>(
    selectAsOf,
    ...[space, asOf, ids, names.map((ref) => ref?.kind ?? null)],
    names.map((ref) => (ref === undefined ? null : nameHash(ref.collection))),
    names.map((ref) => ref?.key ?? null),
  );
  return rows.toSorted((a, b) => a.place - b.place).map(({ place: _place, ...row }) => recordOf(row));
}
