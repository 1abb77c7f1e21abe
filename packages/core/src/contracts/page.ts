import type { Instant, RecordId, RecordKind, Seq } from "./record.ts";

/** Which records to list: the current ones, or those of an earlier moment. All conditions must hold. */
export interface ListPage {
  /**
   * The records as they were after this entry: those deleted since are there, what was written later is not, and what was
   * erased never is. 0 is before the first entry; past the head it is the head. Goes with every other member but `tag` and
   * `parent`: core refuses those with QUERY_INVALID. Pages of an earlier moment do not change, but for an erasure.
   * @default the present
   */
  readonly asOf?: Seq;
  readonly kind?: RecordKind;
  readonly collection?: string;
  /** With `collection`: keys from here (included). */
  readonly keyFrom?: string;
  /** With `collection`: keys below here (excluded). */
  readonly keyBelow?: string;
  /** Records with an id above this one: created after it. */
  readonly afterId?: RecordId;
  /** Records with an id below this one: created before it. */
  readonly beforeId?: RecordId;
  /** `createdAt` from here (included). */
  readonly createdFrom?: Instant;
  /** `createdAt` below here (excluded). */
  readonly createdBelow?: Instant;
  readonly tag?: string;
  /** Records that have this one among their origin's parents. */
  readonly parent?: RecordId;
  /** By id (the order of creation), or by key within one collection. @default "id" */
  readonly by?: "id" | "key";
  /** @default "ascending" */
  readonly order?: "ascending" | "descending";
  /** 1 to 1,000. @default 100 */
  readonly limit?: number;
  /** `next` of the page before, with the same conditions. */
  readonly cursor?: string;
}

/** Which entries of a space's journal to list, by their place in it. */
export interface EntryPage {
  /** Entries above this one. */
  readonly after?: Seq;
  /** Entries below this one. */
  readonly below?: Seq;
  /** The newest first, or the oldest. @default "descending" */
  readonly order?: "ascending" | "descending";
  /** 1 to 1,000. @default 100 */
  readonly limit?: number;
  /** `next` of the page before, with the same conditions. */
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. Records added while paging appear where their order puts them; none is shown twice. */
  readonly next?: string;
}
