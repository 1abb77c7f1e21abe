import type { EntryView } from "../../protocol/timeline.ts";

/** What was written while one looks, until the list is read anew. */
export interface WrittenEntries {
  /** Oldest first. */
  readonly entries: readonly EntryView[];
  /** More was written than is kept here. */
  readonly overflow: boolean;
}

export const noneWritten: WrittenEntries = { entries: [], overflow: false };

/** An agent writes all day beside an open page, and each of these costs at every drawing of the list. */
const most = 200;

export function withWritten(written: WrittenEntries, entry: EntryView): WrittenEntries {
  if (written.entries.length < most) return { ...written, entries: [...written.entries, entry] };
  return written.overflow ? written : { ...written, overflow: true };
}

/** What the list that was read anew does not have, since it was written while that was under way. */
export function writtenSince({ entries }: WrittenEntries, head: number): WrittenEntries {
  const newer = entries.filter(({ seq }) => seq > head);
  return newer.length === 0 ? noneWritten : { entries: newer, overflow: false };
}
