import type { EntryView } from "../../protocol/timeline.ts";

/** What taking back an entry does to its record, told before it is done. */
export interface UndoPreview {
  readonly sentence: string;
  /** The text as it is, and as it will be. */
  readonly from: string;
  readonly to: string;
}

export function undoPreview({ operation, before, text = "", version }: EntryView): UndoPreview {
  if (operation === "delete") return { sentence: "The record comes back as it was.", from: "", to: before ?? "" };
  if (before === undefined)
    return { sentence: "The entry wrote the record first, so the record goes. Undo brings it back.", from: text, to: "" };
  return { sentence: `The record goes back to what it said before version ${version}.`, from: text, to: before };
}
