import type { Arm, RecordId } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";

export interface Leftover {
  readonly id: RecordId;
  readonly version: number;
  readonly arm: Arm;
}

/**
 * Rows of a space that belong to no document that is there, words that their document does not have, and counts that are not
 * those of the documents. Only damage from outside leaves them, no removal of a record reaches them, and searches would
 * count them in. Each is told as a copy of an id that no record has, so that verification finds it and a repair drops the space.
 */
export function leftovers(database: Database, space: number): Promise<readonly Leftover[]> {
  return database.all<Leftover>(selectLeftovers, space);
}

const documentOf = "SELECT FROM document d WHERE d.space = $1 AND d.terms IS NOT NULL AND d.number =";

const selectLeftovers = `SELECT 'row ' || document AS id, 0 AS version, 'lexical' AS arm FROM posting p WHERE p.space = $1
    AND NOT EXISTS (${documentOf} p.document AND d.kind = p.kind AND p.term = ANY (string_to_array(d.terms, ' '))) GROUP BY p.document
  UNION ALL
  SELECT 'row ' || document, 0, 'graph' FROM edge e WHERE e.space = $1 AND NOT EXISTS (${documentOf} e.document)
  UNION ALL
  SELECT 'row ' || document, 0, 'vector' FROM vector_value v WHERE v.space = $1 AND v.value IS NOT NULL
    AND NOT EXISTS (${documentOf} v.document) GROUP BY v.document
  UNION ALL
  SELECT 'count ' || s.kind, 0, 'lexical' FROM statistic s WHERE s.space = $1 AND (s.documents, s.length) IS DISTINCT FROM
    (SELECT (count(*), coalesce(sum(d.length), 0)) FROM document d WHERE d.space = $1 AND d.kind = s.kind AND d.terms IS NOT NULL)`;
