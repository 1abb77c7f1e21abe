import type { Arm, Channel, RecordKind } from "@pagefile/core/contracts";

/** What a search asks for beside its words; an empty list means all of them. */
export interface RecallFilters {
  readonly arms: readonly Arm[];
  readonly kinds: readonly RecordKind[];
  readonly channels: readonly Channel[];
  /** Days as a date field gives them, `2026-11-03`; both are included. */
  readonly from: string;
  readonly to: string;
}

export const noFilters: RecallFilters = { arms: [], kinds: [], channels: [], from: "", to: "" };

/** How many filters narrow the search. */
export function countFilters({ arms, kinds, channels, from, to }: RecallFilters): number {
  return [arms.length, kinds.length, channels.length, from.length, to.length].filter((length) => length > 0).length;
}

/** The query string of `GET S/search`, with `cursor` for a further page. */
export function recallQuery(words: string, filters: RecallFilters, cursor?: string): URLSearchParams {
  const query = new URLSearchParams({ q: words.trim() });
  const lists = { arms: filters.arms, kinds: filters.kinds, channels: filters.channels };
  for (const [name, values] of Object.entries(lists)) if (values.length > 0) query.set(name, values.join(","));
  if (filters.from !== "") query.set("from", startOfDay(filters.from).toISOString());
  if (filters.to !== "") query.set("to", dayAfter(filters.to).toISOString());
  if (cursor !== undefined) query.set("cursor", cursor);
  return query;
}

/** Of the person's own day, not of UTC's. */
function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00`);
}

function dayAfter(day: string): Date {
  const start = startOfDay(day);
  start.setDate(start.getDate() + 1);
  return start;
}
