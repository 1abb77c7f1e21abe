import type { Memory, SpaceMemory, TimelineItem } from "@pagefile/core";
import type { RecordContent, Seq } from "@pagefile/core/contracts";
import { countRecords, isCounted } from "./counted-records.ts";

type Counts = Readonly<Record<string, number>>;

/** The counts of a space as they were after an entry. */
interface Tally {
  readonly seq: Seq;
  readonly counts: Counts;
}

/** Beyond so many entries it is cheaper to count anew. */
const mostEntries = 200;
/** Entries that may be written while one looks. */
const slack = 20;

/**
 * How many records of each kind spaces hold. A space is counted once; after that what its newer entries changed is added, so that
 * an answer costs what was written since the one before, however large the space is.
 */
export class Tallies {
  readonly #memory: Memory;
  readonly #tallies = new Map<string, Promise<Tally>>();

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  async of(name: string): Promise<Counts> {
    const space = this.#memory.space(name);
    const last = this.#tallies.get(name)?.catch(() => undefined);
    const tally = Promise.resolve(last).then((before) => tallyAfter(space, before));
    this.#tallies.set(name, tally);
    return (await tally).counts;
  }
}

async function tallyAfter(space: SpaceMemory, before: Tally | undefined): Promise<Tally> {
  const { seq } = await space.head();
  if (before !== undefined && before.seq === seq) return before;
  return (before && (await grown(space, before, seq))) ?? { seq, counts: await countedAt(space, seq) };
}

/** The present is counted faster than a past, and mostly it is still the present when it has been. */
async function countedAt(space: SpaceMemory, seq: Seq): Promise<Counts> {
  const counts = await countRecords(space);
  return (await space.head()).seq === seq ? counts : countRecords(space.at(seq));
}

/** Undefined where too much was written, or something of it was erased since and tells no more what it was. */
async function grown(space: SpaceMemory, { seq, counts }: Tally, head: Seq): Promise<Tally | undefined> {
  if (head - seq > mostEntries) return undefined;
  const { items, head: now } = await space.timeline({ limit: head - seq + slack });
  const fresh = items.filter(({ entry }) => entry.seq > seq);
  if (fresh.length < now.seq - seq || fresh.some(tellsNothing)) return undefined;
  const sums = new Map(Object.entries(counts));
  const add = (content: RecordContent | undefined, count: number): void => {
    if (content !== undefined && isCounted(content)) sums.set(content.kind, (sums.get(content.kind) ?? 0) + count);
  };
  for (const { entry, before } of fresh) {
    add(before, -1);
    add(entry.content, 1);
  }
  return { seq: now.seq, counts: Object.fromEntries(sums) };
}

function tellsNothing({ entry, before }: TimelineItem): boolean {
  return entry.operation === "erase" || (entry.operation === "put" ? entry.content : before) === undefined;
}
