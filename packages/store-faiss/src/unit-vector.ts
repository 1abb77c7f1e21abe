import { PagefileError } from "@pagefile/core/contracts";

/** The vector at length 1, so that an inner product is a cosine. @throws PagefileError STORE_REJECTED for one without a direction */
export function unitVector(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  if (!(length > 0 && Number.isFinite(length)))
    throw new PagefileError("STORE_REJECTED", "A vector of length 0, or with NaN, has no direction.");
  // An embedder's vectors have length 1 already, and stay the bytes they are.
  return Math.abs(length - 1) < 1e-6 ? vector : vector.map((value) => value / length);
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] as number) * (b[at] as number);
  return sum;
}
