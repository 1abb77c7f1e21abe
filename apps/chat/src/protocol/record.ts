import type { RecordKind } from "@pagefile/core/contracts";
import type { ShownRecord } from "./shown-record.ts";
import type { EntryView } from "./timeline.ts";

/** `GET S/records/:id?at=SEQ`: everything about one record, of the space or of one that its agent looks into (`record.space`), as that is now. */
export interface RecordView {
  /** Absent when it is deleted or erased. */
  readonly record?: ShownRecord;
  /** Newest first. */
  readonly history: readonly EntryView[];
  /** What it was made from. */
  readonly parents: readonly ShownRecord[];
  /** What was made from it, at most 100. */
  readonly derived: readonly ShownRecord[];
}

/** Their text is all there is to them; a fact or a row says the same thing in other members too. */
export const correctableKinds: ReadonlySet<RecordKind> = new Set(["message", "passage", "block"]);

/** `PUT S/records/:id`: corrects a memory. Answered with ShownRecord; 409 with RecordConflict. */
export interface CorrectRequest {
  readonly text: string;
  readonly expectedVersion: number;
}

export interface RecordConflict {
  readonly error: string;
  readonly code: "VERSION_CONFLICT";
  readonly current?: ShownRecord;
}

/** `POST S/forget`: takes records out; undo brings each back. At most 1,000. */
export interface ForgetRequest {
  readonly ids: readonly string[];
}

export interface ForgetReceipt {
  readonly forgotten: readonly string[];
  /** Stores that do not know yet. */
  readonly pending: readonly string[];
}
