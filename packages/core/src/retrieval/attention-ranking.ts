import { attendTo } from "./attend.ts";
import type { Candidate } from "./fusion.ts";
import type { RouteFound } from "./gather.ts";
import type { RankedRecord } from "./ranking.ts";

const beta = 20;

/** Ranks what the vector arm found by its share of the attention read, and nothing else. */
export function rankByAttention(candidates: readonly Candidate[], found: readonly RouteFound[]): readonly RankedRecord[] {
  const query = found.find(({ asked }) => asked !== undefined)?.asked;
  if (query === undefined) return [];
  const vectors = new Map(found.flatMap(({ matches }) => matches).map(({ id, vector }) => [id, vector]));
  const attended = candidates.flatMap((candidate) => {
    const values = vectors.get(candidate.record.id);
    const finding = candidate.findings.find(({ arm }) => arm === "vector");
    return values === undefined || finding === undefined ? [] : [{ ...candidate, finding, values }];
  });
  const stores = new Map(attended.map(({ record, finding, lexical }) => [record.id, { store: finding.store, lexical }]));
  return attendTo(attended, query, { beta, steps: 1 }).weights.map(({ record, weight }, at) => {
    const { store = "", lexical } = stores.get(record.id) ?? {};
    const terms = { own: lexical?.own ?? [], near: lexical?.near ?? [] };
    return { record, score: weight, why: { arms: [{ arm: "vector", store, rank: at + 1, score: weight, weight: 1 }], cues: [], terms } };
  });
}
