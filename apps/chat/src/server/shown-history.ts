import type { Entry, RecordContent } from "@pagefile/core/contracts";
import type { EntryView } from "../protocol/timeline.ts";
import { showEntry } from "./shown-entry.ts";

const mostEntries = 200;

/** The newest entries of one record, newest first, each with what it replaced. `entries` oldest first. */
export function showHistory(entries: readonly Entry[]): readonly EntryView[] {
  const last = entries.at(-1);
  const views: EntryView[] = [];
  let before: RecordContent | undefined;
  for (const entry of entries) {
    const kind = (entry.content ?? before)?.kind;
    views.push(
      showEntry({
        entry,
        version: entry.version,
        superseded: entry !== last,
        undoable: entry === last && entry.operation !== "erase",
        ...(kind !== undefined && { kind }),
        ...(before !== undefined && { before }),
      }),
    );
    before = entry.operation === "put" ? entry.content : undefined;
  }
  return views.toReversed().slice(0, mostEntries);
}
