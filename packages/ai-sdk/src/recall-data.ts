import type { Failure } from "./failure.ts";
import type { TurnHit, TurnRecall, TurnSearch } from "./turn-event.ts";
import type { UiHit, UiRecall } from "./ui-data.ts";

/**
 * A recall as a browser is shown it: what was found, why, and what was searched. Bodies and lineage stay where they are, as does
 * what was ranked and not shown to the model: the recall that is kept with the turn has that.
 */
export function recallData(recall: TurnRecall, describe: (failure: Failure) => string): UiRecall {
  const { query, confidence, found, partial, total, tokens } = recall;
  const searched = recall.searched.map((search) => searchData(search, describe));
  return { query, confidence, found, partial, total, tokens, searched, hits: recall.hits.map(hitData) };
}

function searchData(search: TurnSearch, describe: (failure: Failure) => string): TurnSearch {
  const { arm, store, status, matches, ms, behind, reason, space } = search;
  return {
    ...{ arm, store, status, matches, ms, behind },
    ...(reason !== undefined && { reason: describe({ at: "store", text: reason }) }),
    ...(space !== undefined && { space }),
  };
}

function hitData({ record, text, score, rank, tokens, why, verdict, space }: TurnHit): UiHit {
  const { id, kind, version, createdAt, occurredAt, origin } = record;
  const { channel, trust, source } = origin;
  return {
    ...{ id, kind, version, text, score, rank, tokens, why, createdAt },
    ...(occurredAt !== undefined && { occurredAt }),
    ...(verdict !== undefined && { verdict }),
    ...(space !== undefined && { space }),
    origin: { channel, trust, ...(source !== undefined && { source }) },
  };
}
