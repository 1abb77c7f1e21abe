import { recordText, type UndoneRecord } from "@pagefile/core";
import type { RecordContent } from "@pagefile/core/contracts";
import type { UndoneView } from "../protocol/timeline.ts";
import { shortened, textOf } from "./record-text.ts";

const mostShown = 100;
const mostCharacters = 1000;

/** What an undo changes that a person would see: the record itself, and of the others not what memory keeps for itself. */
export function showUndone(records: readonly UndoneRecord[]): readonly UndoneView[] {
  return records.slice(0, mostShown).flatMap((record, at) => view(record, at === 0) ?? []);
}

function view({ id, before, after }: UndoneRecord, itself: boolean): UndoneView | undefined {
  const content = after ?? before;
  if (content === undefined || (!itself && !content.index)) return undefined;
  const shown = { record: id, kind: content.kind, text: textFor(content) };
  if (before === undefined) return { ...shown, outcome: "back" };
  if (after === undefined) return { ...shown, outcome: "gone" };
  if (itself) return { ...shown, outcome: "changed", before: textFor(before) };
  const [from, to] = [endOf(before), endOf(after)];
  // Which facts it ended is written beside a fact, and says nothing that the others do not.
  if (from === to) return undefined;
  return to === "" ? { ...shown, outcome: "open" } : { ...shown, outcome: "ended", until: to };
}

function textFor(content: RecordContent): string {
  return shortened(recordText(content), mostCharacters);
}

function endOf({ body }: RecordContent): string {
  return body instanceof Uint8Array ? "" : textOf(body, "validTo");
}
