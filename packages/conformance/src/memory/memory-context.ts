import { type Arm, type Filter, parseSpace, type RecordId, type Store } from "@pagefile/core/contracts";
import { collect } from "../collect.ts";
import { freshTenant } from "../fresh-space.ts";
import { Random, suiteSeed } from "../random.ts";
import type { MemoryDraft, MemorySubject, SpaceSubject } from "./memory-subject.ts";
import type { SwitchedStore } from "./switched-store.ts";

export interface MemoryWorld {
  readonly memory: MemorySubject;
  /** The stores beside the journal's own. */
  readonly switched: readonly SwitchedStore[];
  /** A memory of the journal alone. */
  readonly alone: MemorySubject | undefined;
}

/** What every record of the suite has in common, so that one query finds them all by each arm. */
const query = "the harbour in May 2023";

/** What a memory clause works with. */
export class MemoryContext {
  readonly memory: MemorySubject;
  readonly switched: readonly SwitchedStore[];
  readonly alone: MemorySubject | undefined;
  readonly tenant: string = freshTenant();
  readonly random: Random = new Random(suiteSeed);

  constructor({ memory, switched, alone }: MemoryWorld) {
    this.memory = memory;
    this.switched = switched;
    this.alone = alone;
  }

  space(name = "main"): SpaceSubject {
    return this.memory.space(`${this.tenant}/${name}`);
  }

  /** The arms by which a read finds messages and passages here. */
  get arms(): readonly Arm[] {
    const readable = this.memory.embedder === undefined ? (["lexical", "time"] as const) : (["lexical", "vector", "time"] as const);
    return readable.filter((arm) => this.serving("message", arm) !== undefined && this.serving("passage", arm) !== undefined);
  }

  /** The store that serves an arm of a kind. */
  serving(kind: MemoryDraft["kind"], arm: Arm): Store | undefined {
    return this.memory.stores.find(({ capabilities }) => capabilities.serves[kind]?.includes(arm));
  }

  /** Records that each arm finds, no two alike. */
  drafts(count: number, word = "gull"): readonly MemoryDraft[] {
    return Array.from({ length: count }, (_, at) => ({
      kind: this.random.pick(["message", "passage"] as const),
      text: `The harbour ${word} number${at} ${this.random.pick(words)} ${this.random.pick(words)}.`,
      tags: this.random.sample(["red", "blue", "old"], 0, 2),
      attributes: { n: this.random.integer(0, 9), s: this.random.pick(words), b: this.random.chance(0.5) },
      occurredAt: `2023-05-${String(1 + (at % 28)).padStart(2, "0")}T08:00:00.000Z`,
    }));
  }

  async write(space: SpaceSubject, drafts: readonly MemoryDraft[]): Promise<readonly RecordId[]> {
    const { records } = await space.write(drafts);
    return records.map(({ id }) => id);
  }

  /** The ids that one arm finds of the suite's records, in their own order. */
  async found(space: SpaceSubject, arm: Arm, filter?: Filter): Promise<readonly RecordId[]> {
    const { hits } = await space.read(query, { arms: [arm], limit: 200, ...(filter && { filter }) });
    return hits.map(({ id }) => id).toSorted();
  }

  async foundByAll(space: SpaceSubject): Promise<Readonly<Record<string, readonly RecordId[]>>> {
    return Object.fromEntries(await Promise.all(this.arms.map(async (arm) => [arm, await this.found(space, arm)] as const)));
  }

  /** What `foundByAll` gives when each arm finds just these. */
  allOf(ids: readonly RecordId[]): Readonly<Record<string, readonly RecordId[]>> {
    return Object.fromEntries(this.arms.map((arm) => [arm, ids.toSorted()]));
  }

  /** The ids that a store holds of a space, in whichever arm. */
  async held(store: Store, space: SpaceSubject): Promise<ReadonlySet<RecordId>> {
    return new Set((await collect(store.scan(parseSpace(space.name)))).map(({ id }) => id));
  }

  /** Writes, changes, undoes, deletes and erases by chance. Returns what is there in the end. */
  async work(space: SpaceSubject, steps: number): Promise<readonly RecordId[]> {
    const ids = [...(await this.write(space, this.drafts(steps, "first")))];
    for (let step = 0; step < steps; step += 1) {
      const id = this.random.pick(ids);
      const { items } = await space.list({ limit: 1000 });
      const live = items.some((item) => item.id === id);
      const action = this.random.integer(0, 4);
      if (action === 0) ids.push(...(await this.write(space, this.drafts(1, `later${step}`))));
      else if (live && action === 1) await space.update(id, { text: `The harbour changed in step${step}.` });
      else if (live && action === 2) await space.delete(id);
      else if (live && action === 3) await space.erase(id);
      else if (live) await space.undo(id);
    }
    return (await space.list({ limit: 1000 })).items.map(({ id }) => id);
  }
}

const words = ["rope", "tide", "anchor", "lantern", "mast", "salt", "crane"] as const;
