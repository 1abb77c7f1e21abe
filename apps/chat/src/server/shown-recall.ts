import type { ArmReport, Recall, SpaceMemory, Why } from "@pagefile/core";
import type { MemoryRecord } from "@pagefile/core/contracts";
import type { ArmView, RecallView, WhyView } from "../protocol/recall.ts";
import type { ShownRecord } from "../protocol/shown-record.ts";
import { attentionShares } from "./attention.ts";
import { showRecords } from "./shown-record.ts";

export async function showRecall(space: SpaceMemory, recall: Recall): Promise<RecallView> {
  const { query, found, confidence, partial, total, tokens, searched, hits, cut, next, past } = recall;
  const shown = await showRecords(space, uniqueRecords([...hits, ...cut].map(({ record }) => record)));
  const shares = attentionShares(hits.map(({ score }) => score));
  return {
    query,
    found,
    confidence,
    partial,
    total,
    tokens,
    searched: searched.map(showArm),
    hits: hits.map(({ id, rank, score, tokens: size, why }, at) => ({
      id,
      rank,
      score,
      attention: shares[at] ?? 0,
      tokens: size,
      why: showWhy(why),
      ...recordOf(shown, id),
    })),
    cut: cut.map(({ id, rank, score, reason }) => ({ id, rank, score, reason, ...recordOf(shown, id) })),
    ...(next !== undefined && { next }),
    ...(past !== undefined && { limits: past.limits }),
  };
}

export function showArm({ arm, store, status, matches, ms, behind, reason }: Omit<ArmReport, "kinds">): ArmView {
  return { arm, store, status, matches, ms, behind, ...(reason !== undefined && { reason }) };
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

function uniqueRecords(records: readonly MemoryRecord[]): readonly MemoryRecord[] {
  return [...new Map(records.map((record) => [record.id, record])).values()];
}
