/**
 * A store of one's own: it serves the time arm from a Map. Everything a store is asked for is here; what embeds, analyses
 * text, ranks and retries is core. `test/custom-store.test.ts` holds it to the contract.
 */
import type { ArmQuery, ArmResults, IndexedChange, MemoryRecord, RecordId, Space, Store, TimeQuery } from "@pagefile/core/contracts";
import { matchesFilter, PagefileError, type StoreCapabilities } from "@pagefile/core/contracts";

export function timeline(): Store {
  return new Timeline();
}

/** What is kept of a record; one that is gone keeps its version, so that a change that comes late does not bring it back. */
interface Held {
  readonly version: number;
  readonly record?: MemoryRecord;
}

class Timeline implements Store {
  readonly name = "timeline";
  readonly capabilities: StoreCapabilities = { serves: { message: ["time"], passage: ["time"] }, filters: "all" };
  readonly #spaces = new Map<Space, Map<RecordId, Held>>();

  async apply(space: Space, changes: readonly IndexedChange[]): Promise<void> {
    const held = this.#spaces.get(space) ?? new Map<RecordId, Held>();
    this.#spaces.set(space, held);
    for (const change of changes) {
      const { id, version } = change.type === "put" ? change.record : change;
      if (version < (held.get(id)?.version ?? 0)) continue;
      held.set(id, { version, ...(this.#isServed(change) && { record: change.record }) });
    }
  }

  async search<A extends keyof ArmResults>(
    space: Space,
    query: Extract<ArmQuery, { arm: A }>,
    options: { readonly signal?: AbortSignal },
  ): Promise<ArmResults[A]>;
  async search(space: Space, query: ArmQuery, { signal }: { readonly signal?: AbortSignal }): Promise<ArmResults["time"]> {
    signal?.throwIfAborted();
    const unserved = query.kinds.find((kind) => !this.capabilities.serves[kind]?.includes(query.arm));
    if (query.arm !== "time" || unserved !== undefined) {
      throw new PagefileError("STORE_UNSUPPORTED", `The timeline has no ${query.arm} arm for ${unserved ?? query.kinds.join()}.`);
    }
    const direction = query.order === "newest" ? -1 : 1;
    const found = this.#records(space).filter((record) => satisfies(record, query));
    return found
      .map((record) => ({ id: record.id, version: record.version, score: Date.parse(timeOf(record)) }))
      .sort((a, b) => direction * (a.score - b.score))
      .slice(0, query.limit);
  }

  async *scan(space: Space): AsyncGenerator<{ id: RecordId; version: number; arm: "time" }> {
    for (const { id, version } of this.#records(space)) yield { id, version, arm: "time" };
  }

  async drop(space: Space): Promise<void> {
    this.#spaces.delete(space);
  }

  async close(): Promise<void> {}

  /** A record without a document is not to be found. */
  #isServed(change: IndexedChange): change is Extract<IndexedChange, { type: "put" }> {
    return change.type === "put" && change.document !== undefined && this.capabilities.serves[change.record.kind] !== undefined;
  }

  #records(space: Space): MemoryRecord[] {
    return [...(this.#spaces.get(space)?.values() ?? [])].flatMap(({ record }) => record ?? []);
  }
}

function satisfies(record: MemoryRecord, { kinds, filter, from = "", below = "~" }: TimeQuery): boolean {
  const time = timeOf(record);
  return kinds.includes(record.kind) && time >= from && time < below && (filter === undefined || matchesFilter(filter, record));
}

function timeOf({ occurredAt, createdAt }: MemoryRecord): string {
  return occurredAt ?? createdAt;
}
