import type { Candidate } from "./fusion.ts";

/**
 * How sure it is that anything relevant was found, 0 to 1: the share of the query's idf mass that the best record covers,
 * its neighbours' words included. Of the measures tried it tells foreign questions best (AUC .88 to .90; cosine .78, entropy of
 * the scores .6 to .7). Where no record shares a word with the query, the best cosine stands in: comparable only between
 * queries of one embedder.
 */
export function confidenceOf(candidates: readonly Candidate[]): number {
  const coverage = candidates.reduce((best, { lexical }) => Math.max(best, lexical?.coverage ?? 0), 0);
  if (coverage > 0) return coverage;
  const cosines = candidates.flatMap(({ findings }) => findings.filter(({ arm }) => arm === "vector").map(({ score }) => score));
  return Math.min(1, Math.max(0, ...cosines));
}
