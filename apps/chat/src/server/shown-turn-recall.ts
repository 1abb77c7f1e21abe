import type { KeptRecall, Memory } from "@pagefile/core";
import type { TurnRecallView } from "../protocol/recall.ts";
import { bySpace, showArm, showRanked } from "./shown-recall.ts";
import { showRecords } from "./shown-record.ts";

/** What was recalled for a turn, with the records as they are now: one that was erased or deleted since has none. */
export async function showTurnRecall(memory: Memory, home: string, kept: KeptRecall): Promise<TurnRecallView> {
  const { message, query, found, confidence, partial, total, searched, hits, cut, context } = kept;
  const shown = await bySpace([...hits, ...cut], home, async (name, some) => {
    const space = memory.space(name);
    return showRecords(space, await space.getMany([...new Set(some.map(({ id }) => id))]));
  });
  return {
    message,
    query,
    found,
    confidence,
    partial,
    total,
    searched: searched.map(showArm),
    ...showRanked({ hits, cut }, shown),
    sizes: sizesOf(context),
  };
}

function sizesOf(context: KeptRecall["context"]): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(context).flatMap(([name, value]) => (typeof value === "number" ? [[name, value]] : [])));
}
