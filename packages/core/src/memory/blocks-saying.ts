import type { MemoryRecord, RecordId } from "../contracts/index.ts";
import { recordText } from "./record-text.ts";
import type { SpaceMemory } from "./space-memory.ts";

/** The labels of blocks that say what one of the records says. A block is made from no record, so it stays where they are erased. */
export async function blocksSaying(
  space: Pick<SpaceMemory, "list">,
  { records, besides }: { readonly records: readonly MemoryRecord[]; readonly besides: ReadonlySet<RecordId> },
): Promise<readonly string[]> {
  const texts = records.map((record) => recordText(record).trim()).filter((text) => text !== "");
  const { items } = await space.list({ kind: "block", collection: "core", by: "key", limit: 1000 });
  const saying = items.filter((block) => !besides.has(block.id) && texts.some((text) => recordText(block).includes(text)));
  return saying.map(({ key = "" }) => key);
}
