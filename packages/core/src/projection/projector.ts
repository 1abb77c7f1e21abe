import {
  type Arm,
  type Clock,
  type DocumentMaker,
  type Embedder,
  isPagefileError,
  type Journal,
  type MemoryRecord,
  type RecordId,
  type RecordKind,
  type Seq,
  type Space,
  type Store,
} from "../contracts/index.ts";
import type { PendingStore } from "../memory/memory.ts";
import { BatchVectors } from "./batch-vectors.ts";
import { Coalesce } from "./coalesce.ts";
import { Follower, type Run } from "./follower.ts";
import { followings } from "./following.ts";
import { Pauses } from "./pauses.ts";

export interface ProjectorOptions {
  readonly journal: Journal;
  /** In order of preference, the journal's own last. */
  readonly stores: readonly Store[];
  readonly embedder: Embedder | undefined;
  readonly documents: DocumentMaker;
  readonly clock: Clock;
  /** From 0 to below 1, to spread retries. */
  readonly random: () => number;
  /** How long a write waits for stores. */
  readonly deadlineMs: number;
}

const longestWaitMs = 5_000;

/** Lets the stores follow the journal. Nothing here ever throws for a store or an embedder that is down. */
export class Projector {
  /** One for each store, in order of preference. */
  readonly every: readonly Follower[];
  /** Those that follow the journal; the others hold everything inside `append`. */
  readonly followers: readonly Follower[];
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #deadlineMs: number;
  readonly #embedderPauses: Pauses;
  readonly #runs = new Coalesce();
  /** What is being filled anew, with the entry it has reached. */
  readonly #rebuilding = new Map<string, Seq>();
  readonly #closing = new AbortController();

  constructor({ journal, stores, embedder, documents, clock, random, deadlineMs }: ProjectorOptions) {
    this.#journal = journal;
    this.#clock = clock;
    this.#deadlineMs = deadlineMs;
    this.#embedderPauses = new Pauses({ clock, random });
    const embedding = embedder === undefined ? {} : { embedding: { embedder, vectors: new BatchVectors(embedder, this.#embedderPauses) } };
    const world = { journal, clock, random, documents, signal: this.#closing.signal, ...embedding };
    this.every = followings(stores, embedder).map((following) => new Follower(following, world));
    this.followers = this.every.filter(({ cursors }) => cursors.length > 0);
  }

  /** After an append: waits for the stores up to the deadline, or for none. Returns those that do not have it. */
  async afterWrite(space: Space, wait: "stores" | "journal"): Promise<readonly PendingStore[]> {
    if (this.followers.length === 0) return [];
    const reasons = new Map<Follower, string>(
      this.followers.map((follower) => [follower, wait === "journal" ? "It was not waited for." : this.#late(follower)]),
    );
    const runs = this.followers.map(async (follower) => {
      const reason = await this.#run(follower, space);
      if (reason === undefined) reasons.delete(follower);
      else reasons.set(follower, reason);
    });
    if (wait === "stores") await this.#within(Promise.all(runs));
    return this.#pending(space, reasons);
  }

  /** Tries every store that is behind once, in every space, also one that was left alone after a failure. */
  async catchUp(signal?: AbortSignal): Promise<readonly PendingStore[]> {
    this.#embedderPauses.end();
    const pending: PendingStore[] = [];
    for (const follower of this.followers) {
      follower.pauses.end();
      for (const space of await this.#behind(follower)) {
        signal?.throwIfAborted();
        const reason = await this.#run(follower, space);
        if (reason !== undefined) pending.push(...(await this.#pending(space, new Map([[follower, reason]]))));
      }
    }
    return pending;
  }

  /** Entries of a space that its stores have not applied, over all of them. */
  async lag(space: Space): Promise<number> {
    const { seq } = await this.#journal.head(space);
    const positions = await Promise.all(this.followers.map((follower) => follower.position(space)));
    return positions.reduce((sum, position) => sum + Math.max(0, seq - position), 0);
  }

  /** Tries every store once in one space, with what it gave up on; returns how many buried records it now took. */
  async catchUpSpace(space: Space): Promise<number> {
    this.#embedderPauses.end();
    let settled = 0;
    for (const follower of this.followers) {
      follower.pauses.end();
      settled += await follower.retryBuried(space).catch(() => 0);
      await this.#run(follower, space);
    }
    return settled;
  }

  /**
   * Drops what a store holds of a space and applies the journal from the start. Meanwhile nobody waits for it: writes and
   * reads are told that it is behind. Returns why it is not current, undefined when it is. @throws the signal's reason
   */
  async rebuild(follower: Follower, space: Space, run: Pick<Run, "signal" | "onProgress">): Promise<string | undefined> {
    const name = runName(follower.following.store, space);
    const onProgress = (seq: Seq): void => {
      this.#rebuilding.set(name, seq);
      run.onProgress?.(seq);
    };
    this.#embedderPauses.end();
    follower.pauses.end();
    this.#rebuilding.set(name, 0);
    const reason = await this.#reasonOf(follower, () =>
      this.#runs.run(name, async () => {
        await follower.forget(space);
        await follower.advance(space, { from: 0, signal: run.signal, onProgress });
      }),
    );
    this.#rebuilding.delete(name);
    run.signal?.throwIfAborted();
    // Once more, for what was written at the very end.
    return reason ?? this.#run(follower, space);
  }

  /** Whether some store holds vectors of a kind. */
  embeds(kind: RecordKind): boolean {
    return this.followers.some(({ following }) => following.vectorKinds.has(kind));
  }

  /** Makes the vectors of records anew; returns the stores that still hold the old ones. */
  async renewVectors(space: Space, records: readonly MemoryRecord[]): Promise<readonly PendingStore[]> {
    const pending: PendingStore[] = [];
    for (const follower of records.length === 0 ? [] : this.followers) {
      const reason = await this.#reasonOf(follower, () => follower.renewVectors(space, records));
      if (reason !== undefined)
        pending.push({ store: follower.following.store.name, space, behind: 0, reason: `Old vectors are still there. ${reason}` });
    }
    return pending;
  }

  /** Stores that refuse a change of one of these records, a removal included. */
  async refusing(space: Space, ids: readonly RecordId[]): Promise<readonly PendingStore[]> {
    const asked = new Set(ids);
    const pending: PendingStore[] = [];
    for (const follower of this.followers) {
      const refused = (await follower.deadLetters(space)).filter(({ id }) => asked.has(id));
      const [first] = refused;
      if (first === undefined) continue;
      const reason = `It refuses ${refused.length === 1 ? "a record" : `${refused.length} records`}: ${first.reason} A repair tries again.`;
      pending.push({ store: follower.following.store.name, space, behind: 0, reason });
    }
    return pending;
  }

  /** Follows what is written, here and in other processes, until the signal aborts or the memory is closed. */
  async follow(signal: AbortSignal): Promise<void> {
    const ended = new AbortController();
    const until = AbortSignal.any([signal, this.#closing.signal, ended.signal]);
    const tasks = [this.#watch(until).finally(() => ended.abort()), this.#retry(until).finally(() => ended.abort())];
    const failed = (await Promise.allSettled(tasks)).find((result) => result.status === "rejected");
    if (failed !== undefined && !signal.aborted && !this.#closing.signal.aborted) throw failed.reason;
  }

  /** Entries of the journal that a store, or one arm of it, has not applied. */
  async behind(space: Space, store: Store, arm?: Arm): Promise<number> {
    const rebuilt = this.#rebuilding.get(runName(store, space));
    if (rebuilt !== undefined) return Math.max(0, (await this.#journal.head(space)).seq - rebuilt);
    if (arm !== undefined && store.capabilities.transactional?.includes(arm) === true) return 0;
    const follower = this.followers.find(({ following }) => following.store === store);
    if (follower === undefined) return 0;
    const position = await follower.position(space, arm === undefined ? "both" : arm === "vector" ? "vector" : "text");
    if (position === Number.POSITIVE_INFINITY) return 0;
    return Math.max(0, (await this.#journal.head(space)).seq - position);
  }

  /** What keeps a store from following, where that is known: a rebuild, or a failure after which it is left alone for a while. */
  hindrance(space: Space, store: Store): string | undefined {
    if (this.#rebuilding.has(runName(store, space))) return "It is being rebuilt.";
    const follower = this.followers.find(({ following }) => following.store === store);
    const failure = follower?.pauses.failure;
    if (failure !== undefined) return `It failed: ${failure}`;
    const away = follower?.following.vectorCursor === undefined ? undefined : this.#embedderPauses.failure;
    return away && `Its vector arm waits for the embedder: ${away}`;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#runs.idle();
  }

  /** Undefined, or why the store is not current. */
  async #run(follower: Follower, space: Space): Promise<string | undefined> {
    const name = runName(follower.following.store, space);
    if (this.#rebuilding.has(name)) return "It is being rebuilt.";
    return this.#reasonOf(follower, () => this.#runs.run(name, () => follower.advance(space)));
  }

  async #reasonOf(follower: Follower, work: () => Promise<void>): Promise<string | undefined> {
    try {
      await work();
      return undefined;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (this.#closing.signal.aborted) return "The memory was closed.";
      const { waitMs } = follower.pauses.waitMs > 0 ? follower.pauses : this.#embedderPauses;
      const again = waitMs > 0 ? ` It is left alone for ${(waitMs / 1000).toFixed(1)} s.` : "";
      const arm = isEmbedders(error) ? "Its vector arm waits for the embedder" : "It failed";
      return `${arm}: ${message}${again}`;
    }
  }

  async #watch(signal: AbortSignal): Promise<void> {
    for await (const space of this.#journal.watch({ signal })) {
      await Promise.all(this.followers.map((follower) => this.#run(follower, space)));
    }
  }

  /** Looks for what is behind at first, when a pause ends, and now and then for what the watch may have missed. */
  async #retry(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        for (const follower of this.followers) {
          if (follower.pauses.waitMs > 0 || this.#embedderPauses.waitMs > 0) continue;
          for (const space of await this.#behind(follower)) await this.#run(follower, space);
        }
      } catch (error) {
        if (!isPagefileError(error) || !error.retryable) throw error;
      }
      const waits = [this.#embedderPauses, ...this.followers.map(({ pauses }) => pauses)]
        .map(({ waitMs }) => waitMs)
        .filter((ms) => ms > 0);
      await this.#clock.sleep(Math.min(longestWaitMs, ...waits), signal).catch(() => undefined);
    }
  }

  async #behind(follower: Follower): Promise<readonly Space[]> {
    const spaces = new Set<Space>();
    for (const cursor of follower.cursors) for await (const space of this.#journal.behind(cursor)) spaces.add(space);
    return [...spaces];
  }

  async #pending(space: Space, reasons: ReadonlyMap<Follower, string>): Promise<readonly PendingStore[]> {
    if (reasons.size === 0) return [];
    const found = [...reasons].map(async ([follower, reason]) => {
      const { store } = follower.following;
      // The write is durable by now, so it must not fail for a count; one entry at least is missing.
      const behind = await this.behind(space, store).catch(() => 1);
      return { store: store.name, space, behind, reason };
    });
    return Promise.all(found);
  }

  #late({ following }: Follower): string {
    return `${following.store.name} takes longer than ${this.#deadlineMs} ms; the write is kept and the store will catch up.`;
  }

  async #within(runs: Promise<unknown>): Promise<void> {
    const timer = new AbortController();
    await Promise.race([runs, this.#clock.sleep(this.#deadlineMs, timer.signal).catch(() => undefined)]);
    timer.abort();
  }
}

function runName(store: Store, space: Space): string {
  return `${store.name} ${space}`;
}

function isEmbedders(error: unknown): boolean {
  return isPagefileError(error) && (error.code.startsWith("EMBEDDER_") || error.code.startsWith("MODEL_"));
}
