import type { Match, TimeQuery } from "@pagefile/core/contracts";
import { passes, type SpaceIndex } from "./space-index.ts";

/** Records by the time they tell of. */
export function searchTime(index: SpaceIndex, query: TimeQuery): readonly Match[] {
  const { from = "", below = "~", order, limit } = query;
  const direction = order === "newest" ? -1 : 1;
  return index
    .ofKinds(query)
    .map(({ record }) => ({ record, instant: record.occurredAt ?? record.createdAt }))
    .filter(({ record, instant }) => instant >= from && instant < below && passes(query, record))
    .map(({ record, instant }) => ({ id: record.id, version: record.version, score: Date.parse(instant) }))
    .sort((a, b) => direction * (a.score - b.score))
    .slice(0, limit);
}
