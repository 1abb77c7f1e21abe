import type { IndexedChange, RecordId } from "@pagefile/core/contracts";

/** Of each record only its newest change; of one version the last, with a vector if any had one. */
export function newestChanges(changes: readonly IndexedChange[]): readonly IndexedChange[] {
  const newest = new Map<RecordId, IndexedChange>();
  for (const change of changes) {
    const id = idOf(change);
    const before = newest.get(id);
    if (before !== undefined && versionOf(before) > versionOf(change)) continue;
    const kept = before?.type === "put" && versionOf(before) === versionOf(change) ? before.vector : undefined;
    newest.set(id, change.type === "put" && kept !== undefined ? { vector: kept, ...change } : change);
  }
  return [...newest.values()];
}

function idOf(change: IndexedChange): RecordId {
  return change.type === "put" ? change.record.id : change.id;
}

function versionOf(change: IndexedChange): number {
  return change.type === "put" ? change.record.version : change.version;
}
