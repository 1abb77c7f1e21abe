import { type Match, PagefileError, type VectorQuery } from "@pagefile/core/contracts";
import { passes, type SpaceIndex } from "./space-index.ts";

/** Every vector of the embedder compared, the nearest first. */
export function searchVector(index: SpaceIndex, query: VectorQuery): readonly Match[] {
  const { embedder, vector, limit, includeVectors = false } = query;
  const dimensions = index.dimensions(embedder) ?? vector.length;
  if (vector.length !== dimensions)
    throw new PagefileError("EMBEDDER_MISMATCH", `A query of ${vector.length} numbers among vectors of ${dimensions}.`);
  const matches: Match[] = [];
  for (const { record, vectors } of index.ofKinds(query)) {
    const values = vectors.get(embedder);
    if (values === undefined || !passes(query, record)) continue;
    const { id, version } = record;
    matches.push({ id, version, score: cosine(vector, values), ...(includeVectors && { vector: values.slice() }) });
  }
  return matches.sort((a, b) => b.score - a.score).slice(0, limit);
}

function cosine(a: Float32Array, b: Float32Array): number {
  const length = Math.sqrt(dot(a, a) * dot(b, b));
  return length === 0 ? 0 : dot(a, b) / length;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
