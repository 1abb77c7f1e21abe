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

/** Words are compared as sets: a text of 20,000 words would be taken apart for each of them otherwise. */
const selectLeftovers = `SELECT DISTINCT 'row ' || lost.document AS id, 0 AS version, 'lexical' AS arm FROM (
    SELECT document, kind, term FROM posting WHERE space = $1
    EXCEPT
    SELECT number, kind, unnest(string_to_array(terms, ' ')) FROM document WHERE space = $1 AND terms IS NOT NULL
  ) lost
  UNION ALL
  SELECT 'row ' || document, 0, 'graph' FROM edge e WHERE e.space = $1 AND NOT EXISTS (${documentOf} e.document)
  UNION ALL
  SELECT 'row ' || document, 0, 'vector' FROM vector_value v WHERE v.space = $1 AND v.value IS NOT NULL
    AND NOT EXISTS (${documentOf} v.document) GROUP BY v.document
  UNION ALL
  SELECT 'count ' || kind, 0, 'lexical' FROM (SELECT kind, documents, length FROM statistic WHERE space = $1) kept
    FULL JOIN (SELECT kind, count(*) AS documents, sum(length) AS length FROM document WHERE space = $1 AND terms IS NOT NULL GROUP BY kind) there
    USING (kind)
    WHERE coalesce(kept.documents, 0) <> coalesce(there.documents, 0) OR coalesce(kept.length, 0) <> coalesce(there.length, 0)`;
