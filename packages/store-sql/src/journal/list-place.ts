import { canonicalJson, hashText, type ListPage, type MemoryRecord, type Page, PagefileError } from "@pagefile/core/contracts";

/** Where a page ended: its last record's key and id. */
export interface Place {
  readonly key: string;
  readonly id: string;
}

/** The place the page begins after; undefined for a first page. @throws QUERY_INVALID for the cursor of another list */
export function placeOf(page: ListPage): Place | undefined {
  if (page.cursor === undefined) return undefined;
  try {
    const parts: unknown = JSON.parse(page.cursor);
    if (Array.isArray(parts) && parts[0] === fingerprint(page)) return { key: String(parts[1]), id: String(parts[2]) };
  } catch {
    // Not one of ours: the same error as for one of another list.
  }
  throw new PagefileError("QUERY_INVALID", "The cursor belongs to another list.");
}

/** A page of the records found, of which there is one more than its limit where another page follows. */
export function pageOf(records: readonly MemoryRecord[], page: ListPage, limit: number): Page<MemoryRecord> {
  const items = records.slice(0, limit);
  const last = items.at(-1);
  if (records.length <= limit || last === undefined) return { items };
  return { items, next: JSON.stringify([fingerprint(page), last.key ?? "", last.id]) };
}

/** Tells pages of one list: everything but the limit. */
function fingerprint(page: ListPage): string {
  const conditions = { by: "id", order: "ascending", ...page, limit: undefined, cursor: undefined };
  return hashText(canonicalJson(conditions)).slice(0, 16);
}
