import { useEffect, useMemo, useState } from "react";
import type { EntryView, TimelineView } from "../../protocol/timeline.ts";
import { onServerEvent } from "../server/events.ts";
import { spacePath } from "../server/paths.ts";
import type { ServerError } from "../server/server-error.ts";
import { useSpace } from "../server/space-context.ts";
import { usePages } from "../server/use-pages.ts";
import { withNewest } from "./entry-list.ts";
import { isWanted, type TimelineFilters, timelineQuery } from "./timeline-query.ts";
import { noneWritten, withWritten, writtenSince } from "./written-entries.ts";

const pageSize = 200;

export interface Timeline {
  /** Newest first, as far as they were read. */
  readonly entries: readonly EntryView[];
  /** The oldest entry that was looked at; with filters it may be far older than what was found. */
  readonly oldest: number | undefined;
  readonly head: number;
  readonly error: ServerError | undefined;
  readonly loading: boolean;
  /** More was written than was told: what is new is shown after a reload, which begins at the top again. */
  readonly missed: boolean;
  readonly more: (() => void) | undefined;
  readonly reload: () => void;
}

/** The entries of the space, page by page, and those that are written while one looks. */
export function useTimeline(filters: TimelineFilters): Timeline {
  const { name } = useSpace();
  const path = `${spacePath(name, "entries")}?${timelineQuery(filters, pageSize).toString()}`;
  const { pages, error, loading, more, reload } = usePages<TimelineView>(path);
  const [written, setWritten] = useState(noneWritten);
  const [missed, setMissed] = useState(false);
  const first = pages[0];
  // Who reads far back is not thrown to the top because something was imported.
  const deep = pages.length > 1;

  const { overflow } = written;

  useEffect(() => {
    setWritten((before) => writtenSince(before, first?.head ?? 0));
    setMissed(false);
  }, [first]);
  useEffect(() => {
    if (overflow) (deep ? () => setMissed(true) : reload)();
  }, [overflow, deep, reload]);
  useEffect(
    () =>
      onServerEvent((event) => {
        if (event.type === "entry") setWritten((before) => withWritten(before, event.entry));
        if (event.type === "many") (deep ? () => setMissed(true) : reload)();
      }),
    [reload, deep],
  );

  const read = useMemo(() => pages.flatMap(({ items }) => items), [pages]);
  const entries = useMemo(
    () => written.entries.reduce<readonly EntryView[]>((list, entry) => withNewest(list, entry, isWanted(entry, filters)), read),
    [read, written.entries, filters],
  );
  const head = Math.max(first?.head ?? 0, written.entries.at(-1)?.seq ?? 0);
  return { entries, oldest: pages.at(-1)?.searched.oldest, head, error, loading, missed, more, reload };
}
