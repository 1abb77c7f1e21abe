import { PagefileError, type RecordId, type RecordKind } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import type { VectorType } from "../database/schema.ts";
import { prepared, type Statement } from "../database/statement.ts";
import { numberOfGiven } from "../store/document-number.ts";

/*
 * The vectors of one space, embedder and kind are a set. Each change to a set raises its revision and stamps the rows it
 * touches, so that whoever holds the set in memory reads only what changed since, whichever process changed it.
 */

export interface VectorSet {
  readonly number: number;
  readonly kind: RecordKind;
  readonly dimensions: number;
  readonly revision: number;
}

/** The sets of an embedder. @throws EMBEDDER_MISMATCH for vectors of another length than theirs */
export async function vectorSets(
  database: Database,
  space: number,
  vector: { embedder: string; dimensions: number },
): Promise<readonly VectorSet[]> {
  const { embedder, dimensions } = vector;
  const select = "SELECT number, kind, dimensions, revision FROM vector_set WHERE space = $1 AND embedder = $2";
  const sets = await database.all<VectorSet>(select, space, embedder);
  const other = sets.find((set) => set.dimensions !== dimensions);
  if (other === undefined) return sets;
  const held = `The store holds vectors of ${other.dimensions} numbers by ${JSON.stringify(embedder)}`;
  throw new PagefileError("EMBEDDER_MISMATCH", `${held}; these have ${dimensions}.`);
}

export interface NewVector {
  readonly id: RecordId;
  readonly kind: RecordKind;
  readonly embedder: string;
  readonly values: Float32Array;
}

/** Keeps the vectors of records that have documents. @throws EMBEDDER_MISMATCH */
export async function putVectors(
  database: Database,
  space: number,
  { vectors, type }: { vectors: readonly NewVector[]; type: VectorType },
): Promise<void> {
  const bySet = Map.groupBy(vectors, ({ embedder, kind, values }) => JSON.stringify([embedder, kind, values.length]));
  const puts = [...bySet.values()].map(async (together) => {
    const [{ embedder, kind, values: first }] = together as [NewVector];
    const ids = together.map(({ id }) => id);
    const values = together.map((vector) => vectorParameter(vector.values, type));
    const put = await database.run(upsertVectors[type], space, embedder, kind, first.length, ids, values);
    if (put === 0) await vectorSets(database, space, { embedder, dimensions: first.length });
  });
  await Promise.all(puts);
}

/** Under a new revision of the set, which is made when it is not there; none where the embedder's vectors are of another length. */
const upsertAs = (type: VectorType, sentAs: "text" | "bytea"): Statement =>
  prepared(`WITH raised AS (
    INSERT INTO vector_set AS s (space, embedder, kind, dimensions, revision) SELECT $1, $2, $3, $4::integer, 1
    WHERE NOT EXISTS (SELECT FROM vector_set WHERE space = $1 AND embedder = $2 AND dimensions <> $4::integer)
    ON CONFLICT (space, embedder, kind) DO UPDATE SET revision = s.revision + 1 RETURNING number, revision
  ) INSERT INTO vector_value (space, vector_set, document, revision, value)
  SELECT $1, raised.number, d.number, raised.revision, given.value::${type}
  FROM raised, unnest($5::text[], $6::${sentAs}[]) AS given (id, value), ${numberOfGiven} d
  ON CONFLICT (document, vector_set) DO UPDATE SET revision = excluded.revision, value = excluded.value`);
const upsertVectors: Readonly<Record<VectorType, Statement>> = { vector: upsertAs("vector", "text"), bytea: upsertAs("bytea", "bytea") };

/** Takes the vectors of documents out, by every embedder. */
export async function removeVectors(database: Database, space: number, documents: readonly number[]): Promise<void> {
  if (documents.length === 0) return;
  const sql = `WITH removed AS (
      UPDATE vector_value v SET value = NULL, revision = s.revision + 1 FROM vector_set s
      WHERE s.number = v.vector_set AND v.space = $1 AND v.document = ANY ($2) AND v.value IS NOT NULL RETURNING v.vector_set
    ) UPDATE vector_set SET revision = revision + 1 WHERE space = $1 AND number IN (SELECT vector_set FROM removed)`;
  await database.run(sql, space, documents);
}

/** A vector as a parameter of the type. */
export function vectorParameter(values: Float32Array, type: VectorType): string | Uint8Array {
  return type === "vector" ? `[${values.join(",")}]` : new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** A vector as it was given. */
export function vectorFrom(selected: string | Uint8Array): Float32Array {
  return typeof selected === "string"
    ? Float32Array.from(JSON.parse(selected) as number[])
    : new Float32Array(Uint8Array.from(selected).buffer);
}
