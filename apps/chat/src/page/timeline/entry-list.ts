import type { EntryView } from "../../protocol/timeline.ts";

/** Newest first, each entry once: a page that follows, or one that was just written, put where it belongs. */
export function joinEntries(shown: readonly EntryView[], more: readonly EntryView[]): readonly EntryView[] {
  const first = shown[0];
  const last = shown.at(-1);
  if (first === undefined || last === undefined) return more;
  const newer = more.filter(({ seq }) => seq > first.seq);
  const older = more.filter(({ seq }) => seq < last.seq);
  return newer.length === 0 && older.length === 0 ? shown : [...newer.toSorted((a, b) => b.seq - a.seq), ...shown, ...older];
}

/** The list after a further entry: what that replaced is no longer the record's last word, also where the entry itself is not wanted in it. */
export function withNewest(shown: readonly EntryView[], entry: EntryView, wanted = true): readonly EntryView[] {
  if (shown.some(({ seq }) => seq >= entry.seq)) return shown;
  const settled = shown.map((each) =>
    each.record === entry.record && !each.superseded ? { ...each, superseded: true, undoable: false } : each,
  );
  return wanted ? joinEntries(settled, [entry]) : settled;
}

/** The newest entry that a person wrote here and can still take back. */
export function lastOfMine(shown: readonly EntryView[]): EntryView | undefined {
  return shown.find(({ channel, undoable }) => channel === "user" && undoable);
}
