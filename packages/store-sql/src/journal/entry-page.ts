import { type Entry, type EntryPage, type Page, PagefileError, type Seq } from "@pagefile/core/contracts";

/** A page of entries as a range of seqs; one entry more than `limit` says whether another page follows. */
export interface EntryRange {
  readonly after: Seq;
  readonly below: Seq;
  readonly newestFirst: boolean;
  readonly limit: number;
}

/** @throws QUERY_INVALID for what is no cursor */
export function rangeOf({ after = 0, below = Number.MAX_SAFE_INTEGER, order = "descending", limit = 100, cursor }: EntryPage): EntryRange {
  const newestFirst = order === "descending";
  const range = { after, below, newestFirst, limit };
  if (cursor === undefined) return range;
  if (typeof cursor !== "string" || !/^\d{1,15}$/.test(cursor))
    throw new PagefileError("QUERY_INVALID", "The cursor belongs to another list.");
  const place = Number(cursor);
  return newestFirst ? { ...range, below: Math.min(below, place) } : { ...range, after: Math.max(after, place) };
}

/** A page of the entries found, of which there is one more than its limit where another page follows. */
export function entryPageOf(entries: readonly Entry[], limit: number): Page<Entry> {
  const items = entries.slice(0, limit);
  const last = items.at(-1);
  return entries.length > limit && last !== undefined ? { items, next: String(last.seq) } : { items };
}
