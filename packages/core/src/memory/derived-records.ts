import type { Entry, RecordId } from "../contracts/index.ts";
import { HeldByFacts } from "../graph/held-by-facts.ts";

export interface Lineage {
  /** Entries of each record whose payload is still there. */
  readonly entries: ReadonlyMap<RecordId, number>;
  readonly children: ReadonlyMap<RecordId, ReadonlySet<RecordId>>;
  readonly held: HeldByFacts;
  /** Records that were erased before. */
  readonly erased: ReadonlySet<RecordId>;
}

/**
 * Who was made from whom, from the whole journal: a list of current records would miss what was deleted since, and
 * earlier versions of a record that has other parents now, whose text is in the journal all the same.
 */
export async function readLineage(journal: AsyncIterable<Entry>): Promise<Lineage> {
  const entries = new Map<RecordId, number>();
  const children = new Map<RecordId, Set<RecordId>>();
  const held = new HeldByFacts();
  const erased = new Set<RecordId>();
  for await (const { id, operation, origin, content } of journal) {
    if (operation === "erase") erased.add(id);
    if (content !== undefined) held.add(id, content);
    if (origin === undefined) continue;
    entries.set(id, (entries.get(id) ?? 0) + 1);
    for (const parent of origin.parents ?? []) children.set(parent, (children.get(parent) ?? new Set()).add(id));
  }
  return { entries, children, held, erased };
}

/**
 * Everything made from these records, directly or through others; not the records themselves. An entity goes when something
 * it was made from goes, or went before, and no fact is left that names it.
 */
export function derivedFrom({ children, held, erased }: Lineage, ids: readonly RecordId[]): readonly RecordId[] {
  const childrenOf = (id: RecordId): readonly RecordId[] => [...(children.get(id) ?? [])];
  const gone = new Set(ids);
  const asked = gone.size;
  const bereft = new Set([...erased].flatMap(childrenOf).filter((id) => held.isEntity(id)));
  let seen = 0;
  while (seen < gone.size) {
    for (const parent of [...gone].slice(seen)) {
      seen += 1;
      for (const child of childrenOf(parent)) (held.isEntity(child) ? bereft : gone).add(child);
    }
    if (seen < gone.size) continue;
    for (const id of bereft) if (held.isAlone(id, gone)) gone.add(id);
    for (const id of held.blocksOf(gone)) gone.add(id);
  }
  return [...gone].slice(asked);
}
