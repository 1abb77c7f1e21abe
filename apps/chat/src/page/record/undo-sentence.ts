import type { EntryView } from "../../protocol/timeline.ts";

/** What taking back an entry does to its record, in a sentence. */
export function undoSentence({ operation, before, version }: EntryView): string {
  if (operation === "delete") return "The record comes back as it was.";
  if (before === undefined) return "The entry wrote the record first, so the record goes. Undo brings it back.";
  return `The record goes back to what it said before version ${version}.`;
}
