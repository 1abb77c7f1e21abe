import type { Arm, Clock, Embedder, IdSource, Journal, Space, Store } from "../contracts/index.ts";
import type { RetrievalWeights } from "../retrieval/weights.ts";
import type { Consumer } from "./consumer.ts";
import type { RebuildOptions, RebuildReport } from "./rebuild.ts";
import type { SpaceMemory } from "./space-memory.ts";

/** What a memory is composed of. Only `journal` is needed. */
export interface MemoryOptions {
  /** The truth. Its own store, where it has one, serves every arm that no store in `stores` serves. */
  readonly journal: Journal;
  /** Stores that follow the journal, in order of preference: each (kind, arm) is served by the first that can. @default [] */
  readonly stores?: readonly Store[];
  /** Without one the vector arm is absent. */
  readonly embedder?: Embedder;
  /** Weights of the arms and cues; a space's own, kept with `setWeights`, come first. @default `defaultWeights` */
  readonly weights?: Partial<RetrievalWeights>;
  /** How long `write` waits for stores before it reports them pending, in milliseconds. @default 2000 */
  readonly storeDeadlineMs?: number;
  /** How long a read waits for one arm, in milliseconds. @default 5000 */
  readonly armDeadlineMs?: number;
  /** @default the system's clock */
  readonly clock?: Clock;
  /** @default random UUIDv7 */
  readonly ids?: IdSource;
}

/** The memory of many spaces. Opening does no I/O; the first use connects. */
export interface Memory extends AsyncDisposable {
  /** The same memory bound to one space. @throws PagefileError SPACE_INVALID */
  space(name: string): SpaceMemory;
  /** Spaces that hold anything, by name prefix (`acme/` for one tenant). */
  spaces(prefix: string): AsyncIterable<Space>;
  /** Applies what stores are behind with, until nothing is; returns what is still pending and why. */
  catchUp(options?: { readonly signal?: AbortSignal }): Promise<readonly PendingStore[]>;
  /** How far each store has followed one space; asks none of them. @throws PagefileError SPACE_INVALID, JOURNAL_* */
  lag(space: string): Promise<readonly StoreLag[]>;
  /** Keeps stores current with what other processes write, until the signal aborts. */
  follow(options: { readonly signal: AbortSignal }): Promise<void>;
  /**
   * Drops what a store holds and fills it again from the journal, while the others serve. Until a space is done, writes there
   * name the store as pending and do not wait for it, and recall that asks it is partial. A process that dies on the way leaves
   * it behind in one space, which `catchUp` or `follow` finishes; of the journal's own store, `repair` does.
   * @throws TypeError for a store that this memory does not have
   */
  rebuild(store: string, options?: RebuildOptions): Promise<RebuildReport>;
  /** The journal for a program of one's own that follows it. @throws TypeError for a name that a store has */
  consumer(name: string): Consumer;
  /** The stores in order of preference, the journal's own last. */
  readonly stores: readonly Store[];
  readonly embedder: Embedder | undefined;
  /** Releases everything; later calls throw CLOSED. */
  close(): Promise<void>;
}

/** A store that has not yet applied what the journal holds. Nothing is lost; its arms may miss the newest records. */
export interface PendingStore {
  readonly store: string;
  readonly space: string;
  /** Entries it is behind. */
  readonly behind: number;
  /** A sentence: what failed, or that it takes longer than the deadline. */
  readonly reason: string;
}

/** How far a store has followed a space. */
export interface StoreLag {
  readonly store: string;
  /** The arms it serves for any kind of record, being the first that can. */
  readonly arms: readonly Arm[];
  /** Entries of the journal it has not applied; 0 when every search sees everything. */
  readonly behind: number;
  /** Why it is behind, where that is known. */
  readonly reason?: string;
}
