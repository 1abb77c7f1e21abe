import { attendTo } from "./attend.ts";
import { type Candidate, judgementCue, sumOf } from "./fusion.ts";
import type { RouteFound } from "./gather.ts";
import type { RankedRecord } from "./ranking.ts";
import type { RetrievalWeights } from "./weights.ts";

const beta = 20;

/** Ranks what the vector arm found by its share of the attention read, and nothing else but what was said of it. */
export function rankByAttention(
  candidates: readonly Candidate[],
  found: readonly RouteFound[],
  weights: RetrievalWeights,
): readonly RankedRecord[] {
  const query = found.find(({ asked }) => asked !== undefined)?.asked;
  if (query === undefined) return [];
  const vectors = new Map(found.flatMap(({ matches }) => matches).map(({ id, vector }) => [id, vector]));
  const attended = candidates.flatMap((candidate) => {
    const values = vectors.get(candidate.record.id);
    const finding = candidate.findings.find(({ arm }) => arm === "vector");
    return values === undefined || finding === undefined ? [] : [{ ...candidate, finding, values }];
  });
  const known = new Map(attended.map(({ record, finding, lexical, verdict }) => [record.id, { store: finding.store, lexical, verdict }]));
  const ranked = attendTo(attended, query, { beta, steps: 1 }).weights.map(({ record, weight }, at): RankedRecord => {
    const { store = "", lexical, verdict } = known.get(record.id) ?? {};
    const arms = [{ arm: "vector" as const, store, rank: at + 1, score: weight, weight: 1 }];
    const why = { arms, cues: judgementCue(verdict, weights), terms: { own: lexical?.own ?? [], near: lexical?.near ?? [] } };
    return { record, score: sumOf(why), why, ...(verdict !== undefined && { verdict }) };
  });
  return ranked.sort((a, b) => b.score - a.score);
}
