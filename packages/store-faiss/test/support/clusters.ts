import { unitVector } from "../../src/unit-vector.ts";
import { random, range } from "./steps.ts";

/** Makes unit vectors around the same hundred centres, as embeddings of texts lie around topics. */
export function clusters(dimensions: number): (count: number) => readonly Float32Array[] {
  const noise = (): Float32Array => Float32Array.from({ length: dimensions }, () => random() + random() + random() - 1.5);
  const centres = range(0, 100).map(noise);
  return (count) => range(0, count).map((at) => unitVector(noise().map((value, axis) => 0.7 * value + (centres[at % 100]?.[axis] ?? 0))));
}
