import { parseSpace, PagefileError, type Space } from "../contracts/index.ts";
import { Projector } from "../projection/projector.ts";
import { makeDocument } from "../retrieval/document.ts";
import { createReader } from "../retrieval/reader.ts";
import { type Consumer, journalConsumer } from "./consumer.ts";
import { JournaledSpace } from "./journaled-space.ts";
import type { Memory, MemoryOptions, PendingStore, StoreLag } from "./memory.ts";
import { type RebuildOptions, type RebuildReport, rebuildStore } from "./rebuild.ts";
import type { SpaceContext } from "./space-context.ts";
import type { SpaceMemory } from "./space-memory.ts";
import { readWeights } from "./settings.ts";
import { storeLags } from "./store-lag.ts";
import { randomFraction, randomIds, systemClock } from "./system-world.ts";
import { Turns } from "./turns.ts";

/** Composes a memory. Does no I/O: the journal and the stores connect on first use. */
export function openMemory(options: MemoryOptions): Memory {
  return new JournaledMemory(options);
}

class JournaledMemory implements Memory {
  readonly stores: Memory["stores"];
  readonly embedder: Memory["embedder"];
  readonly #options: MemoryOptions;
  readonly #projector: Projector;
  readonly #shared: Omit<SpaceContext, "space">;
  #closed = false;

  constructor(options: MemoryOptions) {
    const { journal, stores = [], embedder, clock = systemClock, storeDeadlineMs = 2_000, armDeadlineMs = 5_000, weights = {} } = options;
    this.#options = options;
    this.stores = [...stores, ...(journal.store === undefined || stores.includes(journal.store) ? [] : [journal.store])];
    if (new Set(this.stores.map(({ name }) => name)).size < this.stores.length)
      throw new TypeError("Every store of a memory has a name of its own.");
    this.embedder = embedder;
    this.#projector = new Projector({
      journal,
      stores: this.stores,
      embedder,
      documents: makeDocument,
      clock,
      random: randomFraction,
      deadlineMs: storeDeadlineMs,
    });
    const reader = createReader({
      journal,
      stores: this.stores,
      embedder,
      clock,
      armDeadlineMs,
      weights: (space) => readWeights({ journal, space }, weights),
      behind: (space, store, arm) => this.#projector.behind(space, store, arm),
    });
    this.#shared = {
      journal,
      stores: this.stores,
      projector: this.#projector,
      reader,
      weights,
      clock,
      ids: options.ids ?? randomIds(clock),
      documents: makeDocument,
      turns: new Turns(),
      assertOpen: () => this.#assertOpen(),
    };
  }

  space(name: string): SpaceMemory {
    return new JournaledSpace({ ...this.#shared, space: parseSpace(name) });
  }

  async *spaces(prefix: string): AsyncGenerator<Space> {
    this.#assertOpen();
    if (typeof prefix !== "string") throw new PagefileError("SPACE_INVALID", "A prefix of space names is text.");
    yield* this.#options.journal.spaces(prefix);
  }

  async catchUp(options: { readonly signal?: AbortSignal } = {}): Promise<readonly PendingStore[]> {
    this.#assertOpen();
    return this.#projector.catchUp(options.signal);
  }

  async lag(space: string): Promise<readonly StoreLag[]> {
    this.#assertOpen();
    return storeLags({ stores: this.stores, embedder: this.embedder, projector: this.#projector }, parseSpace(space));
  }

  async follow({ signal }: { readonly signal: AbortSignal }): Promise<void> {
    this.#assertOpen();
    await this.#projector.follow(signal);
  }

  async rebuild(store: string, options: RebuildOptions = {}): Promise<RebuildReport> {
    this.#assertOpen();
    return rebuildStore({ journal: this.#options.journal, projector: this.#projector }, store, options);
  }

  consumer(name: string): Consumer {
    this.#assertOpen();
    const stores = this.stores.map((store) => store.name);
    return journalConsumer(this.#options.journal, name, stores);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#projector.close();
    const { journal } = this.#options;
    const others = this.stores.filter((store) => store !== journal.store);
    const results = await Promise.allSettled([...others.map((store) => store.close()), journal.close()]);
    const failed = results.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #assertOpen(): void {
    if (this.#closed) throw new PagefileError("CLOSED", "The memory was closed.");
  }
}
