import type { FactEdge, RecordId } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import { numberOfGiven } from "./document-number.ts";

/** The edge of a record's document; undefined where it has none any more. */
export interface HeldEdge {
  readonly id: RecordId;
  readonly edge: FactEdge | undefined;
}

/** Keeps the edges of documents that have none yet; each is found by its record. */
export async function putEdges(database: Database, space: number, held: readonly HeldEdge[]): Promise<void> {
  const rows = held.flatMap(({ id, edge }) => {
    if (edge === undefined) return [];
    const { subject, predicate, object, validFrom, validTo, evidence } = edge;
    return [{ id, subject, predicate, object, valid_from: validFrom, valid_to: validTo, evidence }];
  });
  const insert = `INSERT INTO edge (document, space, subject, predicate, object, valid_from, valid_to, evidence)
    SELECT d.number, $1, subject, predicate, object, valid_from, valid_to, evidence
    FROM json_to_recordset($2) AS given (id text, subject text, predicate text, object text, valid_from text, valid_to text, evidence text[]),
      ${numberOfGiven} d`;
  if (rows.length > 0) await database.run(insert, space, JSON.stringify(rows));
}

export async function removeEdges(database: Database, space: number, documents: readonly number[]): Promise<void> {
  if (documents.length > 0) await database.run("DELETE FROM edge WHERE space = $1 AND document = ANY ($2)", space, documents);
}
