import { type Memory, type MemoryOptions, openMemory, type SpaceMemory } from "@pagefile/core";
import { inMemoryJournal, manualClock, type ManualClock, sequentialIds } from "@pagefile/testing";

export interface TestMemory {
  readonly memory: Memory;
  readonly space: SpaceMemory;
  readonly journal: ReturnType<typeof inMemoryJournal>;
  readonly clock: ManualClock;
}

/** A memory over the reference journal, in which nothing is left to chance. */
export function openTestMemory(options: Partial<MemoryOptions> = {}): TestMemory {
  const clock = manualClock();
  const journal = inMemoryJournal();
  const memory = openMemory({ journal, clock, ids: sequentialIds(clock), ...options });
  return { memory, space: memory.space("acme/alice"), journal, clock };
}

/** Drains a stream. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

export function only<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined || items.length !== 1) throw new Error(`Expected one item, got ${items.length}.`);
  return item;
}
