import type { ArmReport, Memory, Recall, SpaceMemory, Why } from "@pagefile/core";
import type { MemoryRecord } from "@pagefile/core/contracts";
import type { ArmView, RecallView, WhyView } from "../protocol/recall.ts";
import type { ShownRecord } from "../protocol/shown-record.ts";
import { attentionShares } from "./attention.ts";
import { showRecords } from "./shown-record.ts";

export async function showRecall(memory: Memory, home: SpaceMemory, recall: Recall): Promise<RecallView> {
  const { query, found, confidence, partial, total, tokens, searched, hits, cut, next, past } = recall;
  const shown = await recordsBySpace(memory, home, [...hits, ...cut]);
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

/** Each from the space it is in, with what was said of it there. */
async function recordsBySpace(
  memory: Memory,
  home: SpaceMemory,
  items: readonly { readonly record: MemoryRecord; readonly space?: string }[],
): Promise<ReadonlyMap<string, ShownRecord>> {
  const bySpace = Map.groupBy(items, ({ space }) => space ?? home.name);
  const shown = await Promise.all(
    [...bySpace].map(([name, some]) => {
      const records = new Map(some.map(({ record }) => [record.id, record]));
      return showRecords(name === home.name ? home : memory.space(name), [...records.values()]);
    }),
  );
  return new Map(shown.flatMap((map) => [...map]));
}
