import type {
  Arm,
  AttributeValue,
  Embedder,
  Entry,
  Filter,
  Instant,
  JsonObject,
  MemoryRecord,
  RecordContent,
  RecordId,
  RecordKind,
  Space,
  Store,
} from "@pagefile/core/contracts";

/** What the suite asks of a memory; core's `Memory` is one. */
export interface MemorySubject {
  space(name: string): SpaceSubject;
  catchUp(): Promise<readonly PendingSubject[]>;
  rebuild(store: string, options: { readonly space: string }): Promise<{ readonly pending: readonly PendingSubject[] }>;
  /** In order of preference, the journal's own last. */
  readonly stores: readonly Store[];
  readonly embedder: Embedder | undefined;
  close(): Promise<void>;
}

export interface SpaceSubject {
  readonly name: Space;
  write(drafts: readonly MemoryDraft[]): Promise<ReceiptSubject>;
  list(page: { readonly limit?: number }): Promise<{ readonly items: readonly MemoryRecord[] }>;
  read(query: string, options: ReadSubject): Promise<RecallSubject>;
  update(id: RecordId, patch: { readonly text: string }): Promise<ReceiptSubject>;
  delete(id: RecordId): Promise<ReceiptSubject>;
  undo(id: RecordId): Promise<ReceiptSubject>;
  erase(id: RecordId): Promise<{ readonly erased: readonly RecordId[]; readonly pending: readonly PendingSubject[] }>;
  verify(): Promise<VerifySubject>;
  repair(): Promise<{ readonly repaired: number; readonly verified: VerifySubject }>;
  at(moment: number): PastSubject;
  timeline(page: { readonly limit: number; readonly cursor?: string }): Promise<TimelineSubject>;
  watch(options: { readonly after: number; readonly signal: AbortSignal }): AsyncIterable<Entry>;
  export(): AsyncIterable<string>;
  import(lines: AsyncIterable<string> | Iterable<string>): Promise<unknown>;
}

export interface PastSubject {
  list(page: {
    readonly kind?: RecordKind;
    readonly order?: "descending";
    readonly limit: number;
  }): Promise<{ readonly items: readonly MemoryRecord[] }>;
  getMany(ids: readonly RecordId[]): Promise<readonly MemoryRecord[]>;
  read(
    query: string,
    options: ReadSubject,
  ): Promise<{
    readonly hits: readonly { readonly id: RecordId; readonly record: MemoryRecord }[];
    readonly past?: { readonly seq: number };
  }>;
}

export interface TimelineSubject {
  readonly items: readonly {
    readonly entry: Entry;
    readonly before?: RecordContent;
    readonly superseded: boolean;
    readonly undoable: boolean;
  }[];
  readonly next?: string;
}

export interface MemoryDraft {
  readonly kind: RecordKind;
  readonly text: string;
  readonly body?: JsonObject;
  readonly tags?: readonly string[];
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly occurredAt?: Instant;
  readonly collection?: string;
  readonly key?: string;
  readonly index?: boolean;
  readonly id?: RecordId;
}

interface ReadSubject {
  readonly arms: readonly Arm[];
  readonly limit: number;
  readonly filter?: Filter;
}

interface ReceiptSubject {
  readonly records: readonly { readonly id: RecordId; readonly version: number }[];
  readonly pending: readonly PendingSubject[];
}

interface PendingSubject {
  readonly store: string;
  readonly reason: string;
}

interface RecallSubject {
  readonly hits: readonly { readonly id: RecordId; readonly score: number }[];
  readonly partial: boolean;
  readonly searched: readonly { readonly arm: Arm; readonly store: string }[];
}

interface VerifySubject {
  readonly sound: boolean;
  readonly stores: readonly {
    readonly store: string;
    readonly behind: number;
    readonly unavailable?: string;
    readonly findings: readonly unknown[];
  }[];
}
