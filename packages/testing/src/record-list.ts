import { canonicalJson, compareCodePoints, type ListPage, type MemoryRecord, type Page, PagefileError } from "@pagefile/core/contracts";

/** One page of the records that meet the page's conditions, in its order. */
export function listRecords(records: Iterable<MemoryRecord>, page: ListPage): Page<MemoryRecord> {
  const limit = page.limit ?? 100;
  const direction = page.order === "descending" ? -1 : 1;
  const compare = (a: Place, b: Place): number => direction * (compareCodePoints(a[0], b[0]) || compareCodePoints(a[1], b[1]));
  const after = page.cursor === undefined ? undefined : placeFrom(page.cursor, page);
  const rest = [...records]
    .filter((record) => meets(record, page) && (after === undefined || compare(placeOf(record, page), after) > 0))
    .sort((a, b) => compare(placeOf(a, page), placeOf(b, page)));
  const items = structuredClone(rest.slice(0, limit));
  const last = items.at(-1);
  return rest.length > limit && last !== undefined
    ? { items, next: JSON.stringify([conditions(page), ...placeOf(last, page)]) }
    : { items };
}

/** Where a record stands in a list: by key and then id, or by id alone. */
type Place = readonly [key: string, id: string];

function placeOf(record: MemoryRecord, page: ListPage): Place {
  return [page.by === "key" ? (record.key ?? "") : "", record.id];
}

function meets(record: MemoryRecord, page: ListPage): boolean {
  const { kind, collection, keyFrom, keyBelow, afterId, beforeId, createdFrom, createdBelow, tag, parent } = page;
  const key = record.key ?? "";
  return (
    (kind === undefined || record.kind === kind) &&
    (collection === undefined || record.collection === collection) &&
    (keyFrom === undefined || compareCodePoints(key, keyFrom) >= 0) &&
    (keyBelow === undefined || compareCodePoints(key, keyBelow) < 0) &&
    (afterId === undefined || record.id > afterId) &&
    (beforeId === undefined || record.id < beforeId) &&
    (createdFrom === undefined || record.createdAt >= createdFrom) &&
    (createdBelow === undefined || record.createdAt < createdBelow) &&
    (tag === undefined || record.tags.includes(tag)) &&
    (parent === undefined || record.origin.parents?.includes(parent) === true)
  );
}

/** What must be the same from page to page: everything but the limit. */
function conditions(page: ListPage): string {
  return canonicalJson({ by: "id", order: "ascending", ...page, limit: undefined, cursor: undefined });
}

function placeFrom(cursor: string, page: ListPage): Place {
  try {
    const parts: unknown = JSON.parse(cursor);
    if (Array.isArray(parts) && parts[0] === conditions(page)) return [String(parts[1]), String(parts[2])];
  } catch {
    // Not one of ours: the same error as for one of another list.
  }
  throw new PagefileError("QUERY_INVALID", "The cursor belongs to another list.");
}
