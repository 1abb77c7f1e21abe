import type {
  AttributeValue,
  Entry,
  Head,
  Instant,
  JsonObject,
  ListPage,
  MemoryRecord,
  Origin,
  Page,
  RecordContent,
  RecordId,
  RecordKind,
  RecordRef,
  Seq,
  Space,
} from "../contracts/index.ts";
import type { KeptRecall } from "../context/kept-recall.ts";
import type { Documents } from "../documents/documents.ts";
import type { KnowledgeGraph } from "../graph/knowledge-graph.ts";
import type { AttendOptions, Attention } from "../retrieval/attention.ts";
import type { ReadOptions, Recall, WhyNot } from "../retrieval/recall.ts";
import type { Verdict } from "../retrieval/verdicts.ts";
import type { RetrievalWeights } from "../retrieval/weights.ts";
import type { Tables } from "../tables/tables.ts";
import type { Judgement } from "./judge.ts";
import type { PendingStore } from "./memory.ts";
import type { Moment, PastSpace } from "./past-space.ts";
import type { Timeline, TimelinePage } from "./timeline.ts";
import type { RepairReport, VerifyReport } from "./verify.ts";

/** What a writer gives; everything else is filled in. */
export interface Draft {
  readonly kind: RecordKind;
  /** Becomes `body.text`. At most 1 MiB of UTF-8, without NUL; half a surrogate pair becomes U+FFFD. */
  readonly text?: string;
  /** Further members of the body, or bytes. */
  readonly body?: JsonObject | Uint8Array;
  /** At most 64, each of at most 128 characters. @default [] */
  readonly tags?: readonly string[];
  /** Names of 1 to 64 letters, digits and `_`, a letter first. @default {} */
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly occurredAt?: Instant | Date;
  /** Both or none. A passage with neither is unique by its text: writing it again gives the record that is there. */
  readonly collection?: string;
  readonly key?: string;
  /** @default true for messages, passages, entities and facts */
  readonly index?: boolean;
  /** @default a new id */
  readonly id?: RecordId;
  readonly onConflict?: "fail" | "replace" | "skip";
  readonly expectedVersion?: number;
}

export interface WriteOptions {
  /** Makes the write happen once, however often it is called with this key and the same drafts. */
  readonly idempotencyKey?: string;
  /**
   * Who caused it. A change of a record by anybody but the user or the system leaves it trusted no more than it was, and so does
   * `undo`, whoever asks for it. @default { channel: "system", trust: "user" }; for a change of a record that record's own
   */
  readonly origin?: Origin;
  /** `journal` returns as soon as the write is durable. @default "stores" */
  readonly wait?: "stores" | "journal";
}

export interface WriteReceipt {
  readonly records: readonly WrittenRecord[];
  readonly head: Head;
  /** Stores that do not have it yet; empty when every search sees it. */
  readonly pending: readonly PendingStore[];
  readonly replayed: boolean;
}

export interface WrittenRecord {
  readonly id: RecordId;
  readonly version: number;
  readonly outcome: "created" | "replaced" | "deleted" | "skipped";
}

/** What to change; members not named stay. `null` removes an attribute or `occurredAt`. */
export interface Patch {
  readonly text?: string;
  readonly body?: JsonObject | Uint8Array;
  readonly tags?: readonly string[];
  readonly attributes?: Readonly<Record<string, AttributeValue | null>>;
  readonly occurredAt?: Instant | Date | null;
  readonly index?: boolean;
}

export interface UpdateOptions extends WriteOptions {
  /** Fails with VERSION_CONFLICT, carrying `current`, unless the record has this version. @default the newest, retried on conflict */
  readonly expectedVersion?: number;
}

export interface WatchOptions {
  /** Begin after this entry, instead of with the next one appended. */
  readonly after?: Seq;
  readonly signal: AbortSignal;
}

export interface EraseOptions {
  /** Say what would be erased and do nothing. @default false */
  readonly preview?: boolean;
}

/** What an undo would change. */
export interface UndoPreview {
  /** The record itself first, then facts that would open again or end with it, and what would go along. */
  readonly records: readonly UndoneRecord[];
}

export interface UndoneRecord {
  readonly id: RecordId;
  /** As it is; absent where it is not there. */
  readonly before?: RecordContent;
  /** As it would be; absent where it would go. */
  readonly after?: RecordContent;
}

/** What was, or with `preview` would be, erased for good. */
export interface EraseReceipt {
  /** The ids asked for that were there. */
  readonly erased: readonly RecordId[];
  /** Records made from them (summaries, extracted passages) that were erased with them. */
  readonly derived: readonly RecordId[];
  /** Journal entries whose payload was removed. */
  readonly entries: number;
  readonly head: Head;
  /** Whether freed space was overwritten in every file. */
  readonly scrubbed: boolean;
  readonly pending: readonly PendingStore[];
}

/**
 * The memory interface: everything that can be done to the memory of one space, with or without a model. Whatever a tool
 * can do, a program can do here. Input is checked before anything is written.
 * @throws PagefileError RECORD_INVALID, FILTER_INVALID, QUERY_INVALID, LIMIT_EXCEEDED for bad input, JOURNAL_* from the
 * journal, CLOSED. A store or an embedder that is down never makes a write fail: it is reported as pending.
 */
export interface SpaceMemory {
  readonly name: Space;
  /** Entities and the facts between them. */
  readonly graph: KnowledgeGraph;
  /** The database form of memory. */
  readonly tables: Tables;
  /** Documents as wholes; their passages are records like any other. */
  readonly documents: Documents;
  /** One append of at most 1,000 drafts, all or nothing. @throws VERSION_CONFLICT, IDEMPOTENCY_MISMATCH */
  write(drafts: Draft | readonly Draft[], options?: WriteOptions): Promise<WriteReceipt>;
  get(ref: RecordRef): Promise<MemoryRecord | undefined>;
  getMany(refs: readonly RecordRef[]): Promise<readonly MemoryRecord[]>;
  list(page: ListPage): Promise<Page<MemoryRecord>>;
  count(): Promise<Readonly<Record<string, number>>>;
  /** Finds what answers a query: see Recall. */
  read(query: string, options?: ReadOptions): Promise<Recall>;
  /**
   * The recall that was kept with the turn of a message: of the user's message, of a step or of the answer. Undefined where
   * none was, as when the agent recalls by tool only, and for what is no message.
   */
  recallOf(message: RecordId): Promise<KeptRecall | undefined>;
  /** Why a record is not among the hits of a query. */
  whyNot(query: string, id: RecordId, options?: ReadOptions): Promise<WhyNot>;
  /** The attention read of the literature over the space's vectors. */
  attend(query: string | Float32Array, options?: AttendOptions): Promise<Attention>;
  /** @throws RECORD_NOT_FOUND, VERSION_CONFLICT */
  update(ref: RecordRef, patch: Patch, options?: UpdateOptions): Promise<WriteReceipt>;
  /**
   * Read-modify-write: calls `change` with the current record until its result is appended on that very version, at most
   * 100 times. `undefined` changes nothing. @throws RECORD_NOT_FOUND, VERSION_CONFLICT
   */
  edit(ref: RecordRef, change: (record: MemoryRecord) => Patch | undefined, options?: WriteOptions): Promise<WriteReceipt>;
  /**
   * Takes records out of memory; `undo` brings them back. What is not there is skipped. Up to 1,000 are one append; `where`,
   * which needs a condition, goes on until nothing is left that it lists, whatever its limit.
   */
  delete(refs: RecordRef | readonly RecordRef[] | { readonly where: ListPage }, options?: UpdateOptions): Promise<WriteReceipt>;
  /** Removes records, all their versions and what was derived from them, for good, from the journal and every store. */
  erase(ids: RecordId | readonly RecordId[], options?: EraseOptions): Promise<EraseReceipt>;
  /** Every entry of a record, oldest first. */
  history(id: RecordId): Promise<readonly Entry[]>;
  /** Takes back the last change of a record: a creation, an edit, a deletion, an undo. @throws RECORD_NOT_FOUND, VERSION_CONFLICT */
  undo(id: RecordId, options?: WriteOptions): Promise<WriteReceipt>;
  /** Says what that would change, and changes nothing. @throws RECORD_NOT_FOUND */
  undo(id: RecordId, options: { readonly preview: true }): Promise<UndoPreview>;
  /**
   * Says of a record that it is `useful`, `wrong`, `outdated`, or `never` to be shown; `undefined` takes that back. Reads lift
   * what is useful, push back what is outdated, put what is wrong last, mark both, and leave out what is never to be
   * shown; a hit says so in `why`. A judgement is a record of its own: the judged one keeps its version and its trust, also
   * when it is corrected, until the judgement is taken back, undone, or erased with the record. Only what can be recalled
   * is judged. @throws RECORD_NOT_FOUND, RECORD_INVALID
   */
  judge(id: RecordId, verdict: Verdict | undefined, options?: WriteOptions): Promise<WriteReceipt>;
  /** What was said of records, by their ids; of most nothing. */
  judgements(ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, Judgement>>;
  /** What happened in the space, newest first: what was written, changed, deleted and erased, by whom. */
  timeline(page?: TimelinePage): Promise<Timeline>;
  /**
   * The memory as it was after an entry, or at a time: after the last entry recorded by then. Before the first entry it is
   * empty, past the last one the present. @throws QUERY_INVALID, RECORD_INVALID for what is no moment
   */
  at(moment: Moment): PastSpace;
  /**
   * Every entry appended from now on, or after one, in order and once, whichever process writes it. Ends with the signal, or
   * when the memory is closed.
   */
  watch(options: WatchOptions): AsyncIterable<Entry>;
  head(): Promise<Head>;
  /** The whole space with its history as JSON lines, each with its line break, the first a header. */
  export(): AsyncIterable<string>;
  /**
   * Restores an export, one line an item, into this space, which must be empty: same ids, versions, hashes. Nothing is
   * visible unless all of it holds. @throws IMPORT_INVALID, SPACE_NOT_EMPTY
   */
  import(lines: AsyncIterable<string> | Iterable<string>): Promise<Head>;
  /** Recomputes the hash chain and compares every store with the journal, both ways. Changes nothing. */
  verify(options?: { readonly signal?: AbortSignal; readonly onProgress?: (progress: VerifyProgress) => void }): Promise<VerifyReport>;
  /** Mends what `verify` finds in the stores; a second repair changes nothing. A broken chain is reported, never rewritten. */
  repair(options?: { readonly signal?: AbortSignal; readonly onProgress?: (progress: VerifyProgress) => void }): Promise<RepairReport>;
  weights(): Promise<RetrievalWeights>;
  /** Keeps weights for this space; members not named stay. */
  setWeights(weights: Partial<RetrievalWeights>): Promise<void>;
}

export interface VerifyProgress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}
