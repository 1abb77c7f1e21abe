import type { Channel, RecordKind, TrustLabel } from "@pagefile/core/contracts";

/** `GET S/entries?cursor=…&operations=…&kinds=…&channels=…&text=…&limit=…`: newest first. */
export interface TimelineView {
  readonly items: readonly EntryView[];
  readonly next?: string;
  /** How far back this page looked, which with filters is further than its items go. */
  readonly searched: { readonly newest: number; readonly oldest: number };
  readonly head: number;
}

export interface EntryView {
  readonly seq: number;
  readonly operation: "put" | "delete" | "erase";
  readonly record: string;
  readonly version: number;
  readonly recordedAt: string;
  readonly kind?: RecordKind;
  readonly collection?: string;
  readonly key?: string;
  readonly channel?: Channel;
  readonly principal?: string;
  readonly source?: string;
  readonly trust?: TrustLabel;
  /** What it wrote, and what that replaced; absent once erased. */
  readonly text?: string;
  readonly before?: string;
  readonly superseded: boolean;
  readonly undoable: boolean;
  readonly hash: string;
}

/** `POST S/undo`: takes back the last change of a record. */
export interface UndoRequest {
  readonly record: string;
}

export interface UndoReceipt {
  /** Everything that changed with it: the record, facts that opened again, what went along. */
  readonly changed: readonly { readonly record: string; readonly outcome: string; readonly text?: string }[];
}
