import { PagefileError, type RecordKind } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";

/*
 * The vectors of one space, embedder and kind are a set. Each change to a set raises its revision and stamps the row it
 * touches, so that whoever holds the set in memory reads only what changed since, whichever process changed it.
 */

export interface VectorSet {
  readonly number: number;
  readonly kind: RecordKind;
  readonly dimensions: number;
  readonly revision: number;
}

/** The sets of an embedder. @throws EMBEDDER_MISMATCH for vectors of another length than theirs */
export function vectorSets(database: Database, space: number, vector: { embedder: string; dimensions: number }): readonly VectorSet[] {
  const { embedder, dimensions } = vector;
  const select = "SELECT number, kind, dimensions, revision FROM vector_set WHERE space = ? AND embedder = ?";
  const sets = database.all<VectorSet>(select, space, embedder);
  const other = sets.find((set) => set.dimensions !== dimensions);
  if (other === undefined) return sets;
  const held = `The store holds vectors of ${other.dimensions} numbers by ${JSON.stringify(embedder)}`;
  throw new PagefileError("EMBEDDER_MISMATCH", `${held}; these have ${dimensions}.`);
}

interface NewVector {
  readonly document: number;
  readonly kind: RecordKind;
  readonly embedder: string;
  readonly values: Float32Array;
}

export function putVector(database: Database, space: number, vector: NewVector): void {
  const { document, kind, embedder, values } = vector;
  const dimensions = values.length;
  const held = vectorSets(database, space, { embedder, dimensions }).find((set) => set.kind === kind);
  if (held === undefined) {
    const insert = "INSERT INTO vector_set (space, embedder, kind, dimensions, revision) VALUES (?, ?, ?, ?, 0)";
    database.run(insert, space, embedder, kind, dimensions);
    return putVector(database, space, vector);
  }
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const upsert = `INSERT INTO vector (vector_set, document, revision, value) VALUES (?, ?, ?, ?)
    ON CONFLICT (vector_set, document) DO UPDATE SET revision = excluded.revision, value = excluded.value`;
  database.run(upsert, held.number, document, held.revision + 1, bytes);
  raiseRevision(database, held.number);
}

/** A vector as it was given. */
export function vectorOf(database: Database, set: number, document: number): Float32Array | undefined {
  const row = database.get<{ value: Uint8Array | null }>("SELECT value FROM vector WHERE vector_set = ? AND document = ?", set, document);
  return row?.value ? new Float32Array(row.value.slice().buffer) : undefined;
}

/** Takes a document's vectors by every embedder out. */
export function removeVectors(database: Database, space: number, document: number): void {
  for (const { number, revision } of database.all<VectorSet>("SELECT number, revision FROM vector_set WHERE space = ?", space)) {
    const clear = "UPDATE vector SET value = NULL, revision = ? WHERE vector_set = ? AND document = ? AND value IS NOT NULL";
    if (database.run(clear, revision + 1, number, document) > 0) raiseRevision(database, number);
  }
}

function raiseRevision(database: Database, set: number): void {
  database.run("UPDATE vector_set SET revision = revision + 1 WHERE number = ?", set);
}
