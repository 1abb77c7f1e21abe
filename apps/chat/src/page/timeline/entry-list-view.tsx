import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactElement, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { EntryView } from "../../protocol/timeline.ts";
import { useMoment } from "../moment.ts";
import { moveFocus } from "../record/move-focus.ts";
import { EntryRow } from "./entry-row.tsx";
import type { Timeline } from "./use-timeline.ts";

/** How many rows before the end of what was read the next page is asked for. */
const ahead = 80;

export interface EntryListProps {
  readonly timeline: Timeline;
  readonly onUndo: (entry: EntryView) => void;
}

/** Only the rows that are seen exist, so that a hundred thousand entries scroll like ten. */
export function EntryList({ timeline: { entries, head, more, loading }, onUndo }: EntryListProps): ReactElement {
  const list = useRef<HTMLOListElement>(null);
  const [place, setPlace] = useState<{ readonly scroller: Element; readonly top: number }>();
  const [open, setOpen] = useState<number>();
  const past = useMoment();

  useLayoutEffect(() => {
    const scroller = list.current?.closest(".inspector-panel");
    if (!list.current || !scroller) return;
    const top = list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    setPlace((before) => (before?.top === top ? before : { scroller, top }));
  }, [entries]);

  // With another function at each step of a scroll every row would be measured anew.
  const keyOf = useCallback((index: number) => entries[index]?.seq ?? index, [entries]);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => place?.scroller ?? null,
    estimateSize: () => 60,
    overscan: 12,
    scrollMargin: place?.top ?? 0,
    getItemKey: keyOf,
  });
  const items = rows.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= entries.length - ahead) more?.();
  }, [lastShown, entries.length, more]);

  return (
    <ol
      ref={list}
      className="entries"
      aria-label="Entries, newest first"
      aria-busy={loading}
      style={{ height: rows.getTotalSize() }}
      onKeyDown={moveFocus}
    >
      {items.map(({ index, key, start }) => {
        const entry = entries[index];
        if (!entry) return undefined;
        return (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={more ? -1 : entries.length}
            style={{ transform: `translateY(${start - rows.options.scrollMargin}px)` }}
          >
            <EntryRow
              entry={entry}
              head={head}
              open={open === entry.seq}
              place={past === undefined ? "now" : entry.seq > past.seq ? "later" : entry.seq === past.seq ? "here" : "then"}
              onToggle={() => setOpen(open === entry.seq ? undefined : entry.seq)}
              onUndo={() => onUndo(entry)}
            />
          </li>
        );
      })}
    </ol>
  );
}
