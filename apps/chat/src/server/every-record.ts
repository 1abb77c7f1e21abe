import type { Memory } from "@pagefile/core";
import { parseSpace, type RecordId } from "@pagefile/core/contracts";

export interface EveryRecord {
  /** Every record a space ever held and did not erase, deleted ones included. */
  readonly ids: readonly RecordId[];
  readonly entries: number;
}

export async function everyRecord(memory: Memory, space: string): Promise<EveryRecord> {
  const counts = new Map<RecordId, number>();
  for await (const { id, operation } of memory.consumer("page").read(parseSpace(space), 0)) {
    if (operation === "erase") counts.delete(id);
    else counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return { ids: [...counts.keys()], entries: [...counts.values()].reduce((sum, count) => sum + count, 0) };
}
