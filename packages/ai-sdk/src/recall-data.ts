import type { TurnHit, TurnRecall } from "./turn-event.ts";

/** A recall as a browser is shown it: what was found, why, and what was searched. Vectors, bodies and lineage stay where they are. */
export function recallData({ query, confidence, found, partial, total, tokens, searched, hits, cut = [] }: TurnRecall): object {
  return { query, confidence, found, partial, total, tokens, searched, hits: hits.map(hitData), cut };
}

function hitData({ record, text, score, rank, tokens, why }: TurnHit): object {
  const { id, kind, version, createdAt, occurredAt, origin } = record;
  const { channel, trust, source } = origin;
  return {
    id,
    kind,
    version,
    text,
    score,
    rank,
    tokens,
    why,
    createdAt,
    ...(occurredAt !== undefined && { occurredAt }),
    origin: { channel, trust, ...(source !== undefined && { source }) },
  };
}
