import type { ArmReport, Memory, Recall, Why } from "@pagefile/core";
import type { ArmView, CutView, HitView, RecallView, WhyView } from "../protocol/recall.ts";
import type { ShownRecord } from "../protocol/shown-record.ts";
import { attentionShares } from "./attention.ts";
import { showRecords } from "./shown-record.ts";

export async function showRecall(memory: Memory, home: string, recall: Recall): Promise<RecallView> {
  const { query, found, confidence, partial, total, tokens, searched, hits, cut, next, past } = recall;
  const shown = await bySpace([...hits, ...cut], home, (name, some) => {
    const records = new Map(some.map(({ record }) => [record.id, record]));
    return showRecords(memory.space(name), [...records.values()]);
  });
  return {
    query,
    found,
    confidence,
    partial,
    total,
    tokens,
    searched: searched.map(showArm),
    ...showRanked({ hits, cut }, shown),
    ...(next !== undefined && { next }),
    ...(past !== undefined && { limits: past.limits }),
  };
}

interface Ranked {
  readonly hits: readonly Pick<Recall["hits"][number], "id" | "rank" | "score" | "tokens" | "why">[];
  readonly cut: readonly Pick<Recall["cut"][number], "id" | "rank" | "score" | "reason">[];
}

/** What was found and what was passed over, each with its record where that is shown. */
export function showRanked(
  { hits, cut }: Ranked,
  shown: ReadonlyMap<string, ShownRecord>,
): { readonly hits: readonly HitView[]; readonly cut: readonly CutView[] } {
  const shares = attentionShares(hits.map(({ score }) => score));
  return {
    hits: hits.map(({ id, rank, score, tokens, why }, at) => ({
      id,
      rank,
      score,
      attention: shares[at] ?? 0,
      tokens,
      why: showWhy(why),
      ...recordOf(shown, id),
    })),
    cut: cut.map(({ id, rank, score, reason }) => ({ id, rank, score, reason, ...recordOf(shown, id) })),
  };
}

export function showArm({ arm, space, store, status, matches, ms, behind, reason }: Omit<ArmReport, "kinds">): ArmView {
  const where = space === undefined ? {} : { space };
  return { arm, ...where, store, status, matches, ms, behind, ...(reason !== undefined && { reason }) };
}

export function showWhy({ arms, cues, terms }: Why): WhyView {
  return {
    arms,
    cues: cues.map(({ cue, score, weight, verdict }) => ({ cue: verdict === undefined ? cue : `${cue}: ${verdict}`, score, weight })),
    terms,
  };
}

export function recordOf(shown: ReadonlyMap<string, ShownRecord>, id: string): { readonly record?: ShownRecord } {
  const record = shown.get(id);
  return record === undefined ? {} : { record };
}

/** The records of a recall, which may come from mounted spaces, as each of those shows its own. */
export async function bySpace<Item extends { readonly space?: string }>(
  items: readonly Item[],
  home: string,
  show: (space: string, items: readonly Item[]) => Promise<ReadonlyMap<string, ShownRecord>>,
): Promise<ReadonlyMap<string, ShownRecord>> {
  const groups = Map.groupBy(items, ({ space }) => space ?? home);
  const shown = await Promise.all([...groups].map(([name, some]) => show(name, some)));
  return new Map(shown.flatMap((map) => [...map]));
}
