import type { MemoryRecord } from "../contracts/index.ts";
import { inSpace } from "./mount.ts";
import type { Ranking } from "./ranking.ts";
import type { CutHit } from "./recall.ts";

/** What a page shows of a ranking. */
export interface Shown {
  /** False when confidence was too low for any hit. */
  readonly found: boolean;
  readonly limit: number;
  /** The ranks of this page's hits, best first. */
  readonly page: readonly number[];
  /** Ranks that earlier pages showed. */
  readonly before: ReadonlySet<number>;
}

const mostCut = 20;

/** The best that was ranked and is on no page so far, each with what kept it out. */
export function cutFrom({ ranked, duplicates }: Pick<Ranking, "ranked" | "duplicates">, shown: Shown): readonly CutHit[] {
  // By the record itself: a copy in another space may have the same id.
  const places = new Map(ranked.map(({ record }, at) => [record, at + 1]));
  const page = new Set(shown.page);
  const passed: CutHit[] = [];
  for (const [at, { record, score, why, from }] of ranked.entries()) {
    if (passed.length === mostCut) break;
    if (page.has(at + 1) || shown.before.has(at + 1)) continue;
    passed.push({ record, id: record.id, rank: at + 1, score, why, reason: reasonAt(at + 1, shown), ...inSpace(from) });
  }
  const repeated = duplicates.map(({ ranked: { record, score, why, from }, of }): CutHit => {
    return { record, id: record.id, rank: placeOf(of.record, places), score, why, reason: "duplicate", of: of.record.id, ...inSpace(from) };
  });
  return [...passed, ...repeated].sort((a, b) => a.rank - b.rank || b.score - a.score).slice(0, mostCut);
}

function reasonAt(rank: number, { found, limit, page }: Shown): CutHit["reason"] {
  if (!found) return "confidence";
  return page.length === limit && rank > (page.at(-1) ?? 0) ? "limit" : "budget";
}

function placeOf(record: MemoryRecord, places: ReadonlyMap<MemoryRecord, number>): number {
  return places.get(record) ?? places.size;
}
