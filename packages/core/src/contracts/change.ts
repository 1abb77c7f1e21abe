import type { IndexDocument } from "./index-document.ts";
import type { Origin } from "./origin.ts";
import type { Instant, MemoryRecord, RecordContent, RecordId, Seq } from "./record.ts";

/** What to do when the record, by its id or its collection and key, is there already. */
export type OnConflict = "fail" | "replace" | "skip";

/**
 * One change of an append. `expectedVersion` is the version the writer saw: 0 for "not there". With it the change applies
 * only to exactly that version; without it `onConflict` decides. A deleted record counts as not there for both, so its
 * `expectedVersion` is 0; it keeps counting its versions, and gives its collection and key free. Where `id` names one live
 * record and collection and key another, nothing applies, whatever either says: the name belongs to its holder.
 */
export type Change =
  | {
      readonly type: "put";
      readonly id: RecordId;
      /** When the record is there already, its first `createdAt` is kept and this one ignored. */
      readonly content: RecordContent;
      readonly origin: Origin;
      readonly expectedVersion?: number;
      /** @default "replace" when `id` names a live record, "fail" when only collection and key do */
      readonly onConflict?: OnConflict;
      /** For a store inside the journal's own transaction; the journal itself does not keep it. */
      readonly document?: IndexDocument;
    }
  | { readonly type: "delete"; readonly id: RecordId; readonly origin: Origin; readonly expectedVersion?: number };

export interface AppendOptions {
  readonly recordedAt: Instant;
  /**
   * Makes the append happen once: the same key and fingerprint again returns the first receipt with `replayed: true`.
   * `fingerprint` is a hash of what the caller asked for.
   */
  readonly idempotency?: { readonly key: string; readonly fingerprint: string };
}

export interface AppliedChange {
  /** The id that holds the content: with `skip` the id of the record that was there. */
  readonly id: RecordId;
  readonly version: number;
  /** The entry's seq; of a skipped change the seq of the version that was there. */
  readonly seq: Seq;
  readonly outcome: "created" | "replaced" | "deleted" | "skipped";
  /** The record as it now is; absent after a delete. */
  readonly record?: MemoryRecord;
}

export interface Receipt {
  /** One for each change, in order. */
  readonly applied: readonly AppliedChange[];
  /** The head after the append. */
  readonly head: Head;
  readonly replayed: boolean;
}

export interface Head {
  /** 0 for an empty space. */
  readonly seq: Seq;
  /** Of the last entry; `genesisHash` for an empty space. */
  readonly hash: string;
}
