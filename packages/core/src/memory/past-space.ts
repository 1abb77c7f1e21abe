import type { Instant, ListPage, MemoryRecord, Page, RecordRef, Seq, Space } from "../contracts/index.ts";
import type { ReadOptions, Recall } from "../retrieval/recall.ts";

/** A place in the history of a space: an entry, or a time. */
export type Moment = Seq | Instant | Date;

/**
 * The memory of a space as it was after one entry, to be looked at and not changed: what was deleted since is there, what
 * was written or changed later is not. What was erased is in no past. It stands where the moment was at its first use.
 * @throws PagefileError RECORD_INVALID, QUERY_INVALID for bad input, JOURNAL_* from the journal, CLOSED
 */
export interface PastSpace {
  readonly name: Space;
  /** The entry it stands at; 0 before the first. */
  seq(): Promise<Seq>;
  /** When that entry was recorded; undefined before the first. */
  recordedAt(): Promise<Instant | undefined>;
  get(ref: RecordRef): Promise<MemoryRecord | undefined>;
  /** By ids, and by the names the records then had. */
  getMany(refs: readonly RecordRef[]): Promise<readonly MemoryRecord[]>;
  /** How many records of each kind there were. */
  count(): Promise<Readonly<Record<string, number>>>;
  /** @throws QUERY_INVALID for `tag` and `parent` too */
  list(page: Omit<ListPage, "asOf">): Promise<Page<MemoryRecord>>;
  /**
   * What was known then of a query, each hit as it then was. Stores hold the present only, so it is searched in the words of
   * the present: see `past` of the recall for what that cannot find.
   */
  read(query: string, options?: ReadOptions): Promise<Recall>;
}
