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
  /** Say what would change, and change nothing. @default false */
  readonly preview?: boolean;
}

/** What changed, or with `preview` would: the record first, then what came, opened, ended or went with it. */
export interface UndoReceipt {
  readonly changed: readonly UndoneView[];
}

export interface UndoneView {
  readonly record: string;
  readonly kind: RecordKind;
  /** `open` and `ended` are facts: one holds again, one holds no longer than `until`. */
  readonly outcome: "back" | "gone" | "changed" | "open" | "ended";
  /** What it says after it; of what goes, what it said. */
  readonly text: string;
  /** Of what is `changed`: what it said until now. */
  readonly before?: string;
  readonly until?: string;
}
