import { compareCodePoints, type Entry, type ListPage, type MemoryRecord, type RecordRef, type Seq } from "@pagefile/core/contracts";

/** The records after an entry, found the slow way: every entry before it done again, in order. */
export function replayed(entries: readonly Entry[], asOf: Seq): readonly MemoryRecord[] {
  const records = new Map<string, MemoryRecord>();
  for (const { seq, operation, id, version, recordedAt, origin, content } of entries) {
    if (seq > asOf) break;
    if (operation === "put" && content !== undefined && origin !== undefined)
      records.set(id, { ...content, id, version, seq, recordedAt, origin });
    else records.delete(id);
  }
  return [...records.values()].toSorted((a, b) => compareCodePoints(a.id, b.id));
}

export function isNamed(record: MemoryRecord, ref: RecordRef): boolean {
  if (typeof ref === "string") return record.id === ref;
  return record.kind === ref.kind && record.collection === ref.collection && record.key === ref.key;
}

/** What a page without tag and parent lists of records that come by id, in its order. */
export function listed(records: readonly MemoryRecord[], page: ListPage): readonly MemoryRecord[] {
  const { kind, collection, keyFrom = "", keyBelow, afterId = "", beforeId = "~", createdFrom = "", createdBelow = "~" } = page;
  const found = records.filter(
    ({ key = "", ...record }) =>
      (kind === undefined || record.kind === kind) &&
      (collection === undefined || record.collection === collection) &&
      compareCodePoints(key, keyFrom) >= 0 &&
      (keyBelow === undefined || compareCodePoints(key, keyBelow) < 0) &&
      record.id > afterId &&
      record.id < beforeId &&
      record.createdAt >= createdFrom &&
      record.createdAt < createdBelow,
  );
  if (page.by === "key") found.sort((a, b) => compareCodePoints(a.key ?? "", b.key ?? ""));
  return page.order === "descending" ? found.toReversed() : found;
}
