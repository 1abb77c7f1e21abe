import type { MemoryRecord } from "../contracts/index.ts";
import { letOthersRun } from "../memory/let-others-run.ts";
import type { SpaceContext } from "../memory/space-context.ts";
import { passageCollection } from "./document-record.ts";

const pageLength = 200;

/** Every passage of a document in its order, whatever became of the record that stands for it. */
export async function passagesOf({ journal, space }: SpaceContext, identity: string): Promise<readonly MemoryRecord[]> {
  const passages: MemoryRecord[] = [];
  const page = { kind: "passage", collection: passageCollection(identity), by: "key", limit: pageLength } as const;
  for (let cursor: string | undefined; ; await letOthersRun()) {
    const { items, next } = await journal.list(space, { ...page, ...(cursor !== undefined && { cursor }) });
    passages.push(...items);
    if (next === undefined) return passages;
    cursor = next;
  }
}
