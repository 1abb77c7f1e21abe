import { PagefileError } from "./errors.ts";

/**
 * What every embedder returns: a model's vectors, checked against what the embedder declares and scaled to length 1.
 * @throws EMBEDDER_MISMATCH for another length than declared, EMBEDDER_REJECTED for a vector that is missing or has no direction
 */
export function unitVectors(
  vectors: readonly (readonly number[])[] | undefined,
  expected: { readonly count: number; readonly dimensions: number; readonly id: string },
): readonly Float32Array[] {
  const { count, dimensions, id } = expected;
  if (vectors?.length !== count) {
    throw new PagefileError("EMBEDDER_REJECTED", `${id} returned ${vectors?.length ?? 0} vectors for ${count} texts.`);
  }
  return vectors.map((vector) => {
    if (vector.length !== dimensions) {
      throw new PagefileError("EMBEDDER_MISMATCH", `${id} declares ${dimensions} dimensions, the server returned ${vector.length}.`);
    }
    const length = Math.hypot(...vector);
    if (length === 0 || !vector.every(Number.isFinite)) {
      throw new PagefileError("EMBEDDER_REJECTED", `${id} returned a vector that has no direction.`);
    }
    return Float32Array.from(vector, (value) => value / length);
  });
}
