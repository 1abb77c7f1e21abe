import type { Instant, RecordId, RecordKind } from "./record.ts";

/** Which current records to list. All conditions must hold. */
export interface ListPage {
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

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. Records added while paging appear where their order puts them; none is shown twice. */
  readonly next?: string;
}
