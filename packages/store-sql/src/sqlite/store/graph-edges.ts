import type { FactEdge } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";

/** Keeps the edge of a document; a document without one has none any more. */
export function putEdge(database: Database, space: number, held: { readonly document: number; readonly edge: FactEdge | undefined }): void {
  const { document, edge } = held;
  removeEdge(database, document);
  if (edge === undefined) return;
  const { subject, predicate, object = null, validFrom = null, validTo = null, evidence } = edge;
  const sql = `INSERT INTO edge (document, space, subject, predicate, object, valid_from, valid_to, evidence)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
  database.run(sql, document, space, subject, predicate, object, validFrom, validTo, JSON.stringify(evidence));
}

export function removeEdge(database: Database, document: number): void {
  database.run("DELETE FROM edge WHERE document = ?", document);
}

export function dropEdges(database: Database, space: number): void {
  database.run("DELETE FROM edge WHERE space = ?", space);
}
