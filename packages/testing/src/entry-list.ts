import { type Entry, type EntryPage, type Page, PagefileError, type Seq } from "@pagefile/core/contracts";

/** One page of all entries of a space, which are given in order: the entry with seq n is at place n - 1. */
export function listEntries(all: readonly Entry[], page: EntryPage): Page<Entry> {
  const { order = "descending", after = 0, below = all.length + 1, limit = 100, cursor } = page;
  const place = cursor === undefined ? undefined : placeFrom(cursor);
  const newestFirst = order === "descending";
  const from = newestFirst ? after : Math.max(after, place ?? 0);
  const to = Math.min(newestFirst ? (place ?? below) : below, below, all.length + 1) - 1;
  const rest = all.slice(from, Math.max(to, 0));
  const found = newestFirst ? rest.slice(-limit).toReversed() : rest.slice(0, limit);
  const items = structuredClone(found);
  const last = items.at(-1);
  return rest.length > limit && last !== undefined ? { items, next: String(last.seq) } : { items };
}

function placeFrom(cursor: string): Seq {
  if (typeof cursor === "string" && /^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new PagefileError("QUERY_INVALID", "The cursor belongs to another list.");
}
