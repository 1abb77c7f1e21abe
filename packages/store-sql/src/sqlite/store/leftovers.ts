import type { Arm, RecordId } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";

export interface Leftover {
  readonly id: RecordId;
  readonly version: number;
  readonly arm: Arm;
}

/**
 * Rows of a space that belong to no document that is there, and counts that are not those of the documents. Only damage from
 * outside leaves them, no removal of a record reaches them, and searches would count them in. Each is told as a copy of an id
 * that no record has, so that verification finds it and a repair drops the space.
 */
export function leftovers(database: Database, space: number): readonly Leftover[] {
  return database.all<Leftover>(selectLeftovers, space);
}

const isThere = (document: string): string =>
  `EXISTS (SELECT 1 FROM document d WHERE d.number = ${document} AND d.space = ?1 AND d.terms IS NOT NULL)`;

/** Words carry the number of their space in the index, and only a document that was removed tells that some are its own. */
const selectLeftovers = `SELECT 'row ' || d.number AS id, 0 AS version, 'lexical' AS arm FROM document d
    WHERE d.space = ?1 AND d.terms IS NULL AND EXISTS (SELECT 1 FROM lexical WHERE lexical.rowid = d.number)
  UNION ALL
  SELECT 'row ' || e.document, 0, 'graph' FROM edge e WHERE e.space = ?1 AND NOT ${isThere("e.document")}
  UNION ALL
  SELECT DISTINCT 'row ' || v.document, 0, 'vector' FROM vector_set s CROSS JOIN vector v ON v.vector_set = s.number
    WHERE s.space = ?1 AND v.value IS NOT NULL AND NOT ${isThere("v.document")}
  UNION ALL
  SELECT 'count ' || kind, 0, 'lexical' FROM (SELECT kind, documents, length FROM statistic WHERE space = ?1) kept
    FULL JOIN (SELECT kind, count(*) AS documents, sum(length) AS length FROM document WHERE space = ?1 AND terms IS NOT NULL GROUP BY kind) there
    USING (kind)
    WHERE coalesce(kept.documents, 0) <> coalesce(there.documents, 0) OR coalesce(kept.length, 0) <> coalesce(there.length, 0)`;
