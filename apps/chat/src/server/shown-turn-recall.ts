import type { KeptRecall, Memory, SpaceMemory } from "@pagefile/core";
import type { TurnRecallView } from "../protocol/recall.ts";
import type { ShownRecord } from "../protocol/shown-record.ts";
import { attentionShares } from "./attention.ts";
import { recordOf, showArm, showWhy } from "./shown-recall.ts";
import { showRecords } from "./shown-record.ts";

/** What was recalled for a turn, with the records as they are now: one that was erased or deleted since has none. */
export async function showTurnRecall(memory: Memory, home: SpaceMemory, kept: KeptRecall): Promise<TurnRecallView> {
  const { message, query, found, confidence, partial, total, searched, hits, cut, context } = kept;
  const shown = await recordsOf(memory, home, [...hits, ...cut]);
  const shares = attentionShares(hits.map(({ score }) => score));
  return {
    message,
    query,
    found,
    confidence,
    partial,
    total,
    searched: searched.map(showArm),
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
    sizes: sizesOf(context),
  };
}

async function recordsOf(
  memory: Memory,
  home: SpaceMemory,
  items: readonly { readonly id: string; readonly space?: string }[],
): Promise<ReadonlyMap<string, ShownRecord>> {
  const bySpace = Map.groupBy(items, ({ space }) => space ?? home.name);
  const shown = await Promise.all(
    [...bySpace].map(async ([name, some]) => {
      const space = name === home.name ? home : memory.space(name);
      return showRecords(space, await space.getMany([...new Set(some.map(({ id }) => id))]));
    }),
  );
  return new Map(shown.flatMap((map) => [...map]));
}

function sizesOf(context: KeptRecall["context"]): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(context).flatMap(([name, value]) => (typeof value === "number" ? [[name, value]] : [])));
}
