import type { AppendOptions, Change, Head, Receipt } from "./change.ts";
import type { Entry } from "./entry.ts";
import type { IndexDocument } from "./index-document.ts";
import type { EntryPage, ListPage, Page } from "./page.ts";
import type { MemoryRecord, RecordId, RecordRef, Seq } from "./record.ts";
import type { Space } from "./space.ts";
import type { Store } from "./store.ts";

/**
 * The only source of truth. Input is complete and valid: core has checked it. Methods that write are durable when they
 * return: the change survives the death of the process and, where the engine can promise it, of the machine.
 *
 * Order: appends to one space are serial; entries of one append are consecutive, all there or none. A reader that sees an
 * entry sees every entry before it. Spaces are independent and never see each other, in results, counts or errors.
 */
export interface Journal {
  readonly name: string;
  /** The store that lives in the journal's own database and applies inside `append`; last in line to serve an arm. */
  readonly store?: Store;

  /**
   * All or nothing. Changes are judged one by one, each seeing those before it.
   * @throws VERSION_CONFLICT with `current` (a MemoryRecord, or undefined where there is none) for a version that is not
   * the expected one and for `onConflict: "fail"`, and with the name's holder where `id` is another live record;
   * RECORD_NOT_FOUND for deleting what is not there; IDEMPOTENCY_MISMATCH; JOURNAL_UNAVAILABLE (retryable).
   */
  append(space: Space, changes: readonly Change[], options: AppendOptions): Promise<Receipt>;
  /**
   * Current versions in the order of the refs; a ref to what is not there, or is deleted, gives no item. With `asOf` the
   * versions after that entry, of records deleted since as well, by the names they then had; never of erased ones.
   */
  get(space: Space, refs: readonly RecordRef[], options?: { readonly asOf?: Seq }): Promise<readonly MemoryRecord[]>;
  /**
   * Current, not deleted records, or with `asOf` those of an earlier moment. A page costs what it holds: neither records of
   * other kinds nor ones written after that moment are gone through for it, where ids rise in the order of writing.
   * @throws QUERY_INVALID for a cursor of another query
   */
  list(space: Space, page: ListPage): Promise<Page<MemoryRecord>>;
  /** How many current records of each kind there are, or with `asOf` were after that entry. */
  count(space: Space, options?: { readonly asOf?: Seq }): Promise<Readonly<Record<string, number>>>;
  /** Spaces with at least one entry whose name starts with `prefix`, in order. `tenant/` lists one tenant's. */
  spaces(prefix: string): AsyncIterable<Space>;
  /** Every entry of one record, oldest first, erased ones without payload. */
  history(space: Space, id: RecordId): AsyncIterable<Entry>;
  /** Entries after a seq, in order: what a store follows. Ends at the head as it was at the call. */
  read(space: Space, after: Seq): AsyncIterable<Entry>;
  /**
   * Entries by their place, the newest first unless told otherwise, erased ones without payload: for looking back. What a
   * page costs does not grow with the journal. @throws QUERY_INVALID for what is no cursor
   */
  entries(space: Space, page: EntryPage): Promise<Page<Entry>>;
  head(space: Space): Promise<Head>;
  /**
   * Removes the payload of every entry of these records and appends one `erase` entry for each record that was there,
   * a deleted one included; one that is erased already was not.
   * When it returns, no query shows them any more; where `scrubbed` is true, no byte of them is left in the journal's files,
   * logs and backups it made itself either.
   */
  erase(space: Space, ids: readonly RecordId[], options: Pick<AppendOptions, "recordedAt">): Promise<ErasureReceipt>;
  /**
   * Writes entries as they are into an empty space, in one transaction; `documents` indexes a content for `store`.
   * @throws SPACE_NOT_EMPTY; IMPORT_INVALID when seq or hashes do not chain.
   */
  restore(space: Space, entries: AsyncIterable<Entry>, documents: DocumentMaker): Promise<Head>;
  cursor(space: Space, store: string): Cursor;
  /** Spaces whose head is past the store's cursor. */
  behind(store: string): AsyncIterable<Space>;
  /** Yields a space whenever something was appended to it, also by other processes; may yield one twice. Ends with the signal. */
  watch(options: { readonly signal?: AbortSignal }): AsyncIterable<Space>;
  close(): Promise<void>;
}

/** Makes the index document of a record's content; core's own. */
export type DocumentMaker = (record: MemoryRecord) => IndexDocument | undefined;

/** How far a store has followed a space, kept in the journal's database. */
export interface Cursor {
  /** 0 when the store has not begun. */
  get(): Promise<Seq>;
  /** Moves to `seq`, back too (0 starts a rebuild). Records given up on are kept beside it until the store moves back to 0. */
  advance(seq: Seq, buried?: readonly DeadLetter[]): Promise<void>;
  /** What the store gave up on, so that the rest could go on. */
  deadLetters(): Promise<readonly DeadLetter[]>;
  /** Takes letters out, once they were applied after all. */
  settle(ids: readonly RecordId[]): Promise<void>;
}

export interface DeadLetter {
  readonly id: RecordId;
  readonly seq: Seq;
  readonly reason: string;
}

export interface ErasureReceipt {
  /** Ids that were there and are now erased. */
  readonly erased: readonly RecordId[];
  /** Entries whose payload was removed. */
  readonly entries: number;
  readonly head: Head;
  /** Whether freed space was also overwritten in every file. False if another process holds the database, or the engine overwrites nothing on demand. */
  readonly scrubbed: boolean;
}
