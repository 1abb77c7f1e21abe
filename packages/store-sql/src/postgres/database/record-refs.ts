import type { RecordRef } from "@pagefile/core/contracts";
import type { SqlValue } from "./database.ts";
import { nameHash } from "./name-hash.ts";

/**
 * The ids that refs are or name, in the space that is `$1`; the parameters from `$2` on are `refParameters`. OFFSET 0 keeps
 * Postgres from reading all records of the space instead; so it does wherever something is joined to these ids.
 */
export const idsOfRefs = `(
    SELECT unnest($2::text[]) AS id UNION
    SELECT named.id FROM unnest($3::text[], $4::bytea[], $5::text[]) AS name (kind, collection_hash, key), LATERAL (
      SELECT id FROM record r
      WHERE r.space = $1 AND r.collection_hash = name.collection_hash AND r.key = name.key AND r.kind = name.kind OFFSET 0
    ) named
  )`;

export function refParameters(refs: readonly RecordRef[]): readonly SqlValue[] {
  const ids = refs.filter((ref) => typeof ref === "string");
  const names = refs.filter((ref) => typeof ref !== "string");
  return [ids, names.map(({ kind }) => kind), names.map(({ collection }) => nameHash(collection)), names.map(({ key }) => key)];
}
