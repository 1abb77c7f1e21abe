import type { PastSpace } from "@pagefile/core";
import type { ListPage, RecordContent } from "@pagefile/core/contracts";

/** Where agents keep their blocks; all others are what memory, agents and this program keep for themselves. */
const blocks = "core";
/** Where the definitions of tables are, which are rows too. */
const definitions = "tables";

/** Whether a person would count it: no bookkeeping, no definition of a table, and an entity once, however many names it has. */
export function isCounted({ kind, collection, body }: Pick<RecordContent, "kind" | "collection" | "body">): boolean {
  if (kind === "block") return collection === blocks;
  if (kind === "row") return collection !== definitions;
  return kind !== "entity" || body instanceof Uint8Array || body["aliasOf"] === undefined;
}

/** Counts all of them: the many by the journal, and those that are not all counted, which are few, one by one. */
export async function countRecords(space: Pick<PastSpace, "count" | "list">): Promise<Readonly<Record<string, number>>> {
  const { row = 0, ...counts } = await space.count();
  const [block, defined, entity] = await Promise.all([
    counted(space, { kind: "block", collection: blocks, by: "key" }),
    listed(space, { kind: "row", collection: definitions, by: "key" }, () => true),
    counted(space, { kind: "entity" }),
  ]);
  return { ...counts, block, entity, row: row - defined };
}

function counted(space: Pick<PastSpace, "list">, page: ListPage): Promise<number> {
  return listed(space, page, isCounted);
}

async function listed(space: Pick<PastSpace, "list">, page: ListPage, wanted: typeof isCounted): Promise<number> {
  let count = 0;
  for (let cursor: string | undefined; ;) {
    const { items, next } = await space.list({ ...page, limit: 1000, ...(cursor !== undefined && { cursor }) });
    count += items.filter(wanted).length;
    if (next === undefined) return count;
    cursor = next;
  }
}
