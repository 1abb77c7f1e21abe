import type { Channel, Entry, Head, RecordContent, RecordKind, Seq } from "../contracts/index.ts";

/** Which entries of a space to show. All conditions must hold; an erased entry has no kind, channel, principal or text. */
export interface TimelinePage {
  /** `next` of the page before, with the same conditions. */
  readonly cursor?: string;
  /** The most items; 1 to 1,000. @default 50 */
  readonly limit?: number;
  readonly operations?: readonly Entry["operation"][];
  readonly kinds?: readonly RecordKind[];
  readonly channels?: readonly Channel[];
  readonly principal?: string;
  /** Entries with this in a text or number of the body or attributes, a tag or the name of what was written or deleted, in any case. */
  readonly text?: string;
  /** How many entries at most are looked through for the conditions; 1 to 100,000. @default 2000 */
  readonly lookThrough?: number;
}

/** A page of a space's history, newest first. */
export interface Timeline {
  readonly items: readonly TimelineItem[];
  /** Absent when the first entry was looked at. A page may have a `next` and no items: what is asked for may lie further back. */
  readonly next?: string;
  /** The entries looked through for this page, both included; 0 and 0 where there was none. */
  readonly searched: { readonly newest: Seq; readonly oldest: Seq };
  /** As it was at the call. */
  readonly head: Head;
}

export interface TimelineItem {
  readonly entry: Entry;
  /** Of what was written or deleted. Absent once erased. */
  readonly kind?: RecordKind;
  /** What the entry replaced or deleted, for a diff. Absent where the record was not there before, and once erased. */
  readonly before?: RecordContent;
  /** The version of the record that the entry made. */
  readonly version: number;
  /** A later entry changed the record again. */
  readonly superseded: boolean;
  /** `undo` of the record takes back this entry. */
  readonly undoable: boolean;
}
