import type { PastSpace, SpaceMemory } from "@pagefile/core";
import type { MemoryRecord } from "@pagefile/core/contracts";

export interface TurnPage {
  /** Oldest first, beginning with a message of the user. */
  readonly records: readonly MemoryRecord[];
  /** The oldest message of the page, if there are earlier ones. */
  readonly next?: string;
}

/** Messages of one page; a turn with more steps than that is shown from somewhere within. */
const mostRecords = 1000;

/** The newest whole turns before a message. The work depends on what they hold, not on how many came before. */
export async function turnPage(
  space: Pick<SpaceMemory | PastSpace, "list">,
  { before, limit }: { readonly before: string | undefined; readonly limit: number },
): Promise<TurnPage> {
  const records: MemoryRecord[] = [];
  // A turn that calls a tool has four messages; more are read where that does not do.
  const batch = Math.min(200, limit * 4);
  let from = before;
  for (;;) {
    const page = await space.list({ kind: "message", order: "descending", limit: batch, ...(from !== undefined && { beforeId: from }) });
    records.push(...page.items);
    from = page.items.at(-1)?.id;
    const more = page.next !== undefined;
    const starts = records.flatMap(({ body }, at) => (!(body instanceof Uint8Array) && body["role"] === "user" ? [at] : []));
    const last = starts[limit - 1] ?? (more ? undefined : records.length - 1);
    const end = last ?? (records.length >= mostRecords ? (starts.at(-1) ?? records.length - 1) : undefined);
    if (end === undefined) continue;
    const oldest = records[end];
    const earlier = more || end < records.length - 1;
    return { records: records.slice(0, end + 1).toReversed(), ...(earlier && oldest !== undefined && { next: oldest.id }) };
  }
}
