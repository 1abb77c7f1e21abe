import type { Entry, RecordId } from "../contracts/index.ts";

export interface Lineage {
  /** Entries of each record whose payload is still there. */
  readonly entries: ReadonlyMap<RecordId, number>;
  readonly children: ReadonlyMap<RecordId, ReadonlySet<RecordId>>;
}

/**
 * Who was made from whom, from the whole journal: a list of current records would miss what was deleted since, and
 * earlier versions of a record that has other parents now, whose text is in the journal all the same.
 */
export async function readLineage(journal: AsyncIterable<Entry>): Promise<Lineage> {
  const entries = new Map<RecordId, number>();
  const children = new Map<RecordId, Set<RecordId>>();
  for await (const { id, origin } of journal) {
    if (origin === undefined) continue;
    entries.set(id, (entries.get(id) ?? 0) + 1);
    for (const parent of origin.parents ?? []) children.set(parent, (children.get(parent) ?? new Set()).add(id));
  }
  return { entries, children };
}

/** Everything made from these records, directly or through others; not the records themselves. */
export function derivedFrom({ children }: Lineage, ids: readonly RecordId[]): readonly RecordId[] {
  const seen = new Set(ids);
  const derived: RecordId[] = [];
  const open = [...ids];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const child of children.get(parent) ?? []) {
      if (seen.has(child)) continue;
      seen.add(child);
      derived.push(child);
      open.push(child);
    }
  }
  return derived;
}
