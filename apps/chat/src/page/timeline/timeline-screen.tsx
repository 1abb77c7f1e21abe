import { type ReactElement, useEffect, useState } from "react";
import type { EntryView } from "../../protocol/timeline.ts";
import { Empty, Failure, Offline, Skeleton } from "../design/state.tsx";
import { UndoDialog } from "../record/undo-dialog.tsx";
import { ChainState } from "./chain-state.tsx";
import { Coverage } from "./coverage.tsx";
import { EntryList } from "./entry-list-view.tsx";
import { lastOfMine } from "./entry-list.ts";
import { everyEntry, isFiltered, type TimelineFilters } from "./timeline-query.ts";
import { TimelineFiltersForm } from "./timeline-filters-form.tsx";
import { useTimeline } from "./use-timeline.ts";
import { isWriting } from "../record/is-writing.ts";
import "./timeline.css";

/** Every change of memory, newest first: what it was, who caused it, and the way back. */
export default function TimelineScreen(): ReactElement {
  const [filters, setFilters] = useState<TimelineFilters>(everyEntry);
  const [undoing, setUndoing] = useState<EntryView>();
  const timeline = useTimeline(filters);
  const { entries, error, loading, reload } = timeline;
  useUndoKey(entries, setUndoing);
  return (
    <div className="timeline">
      <TimelineFiltersForm filters={filters} onChange={setFilters} />
      <div className="timeline-state">
        <Coverage timeline={timeline} filtered={isFiltered(filters)} />
        <ChainState />
      </div>
      {error && (error.status === 0 ? <Offline /> : <Failure error={error} retry={reload} />)}
      {entries.length > 0 ? (
        <EntryList timeline={timeline} onUndo={setUndoing} />
      ) : loading && !error ? (
        <Skeleton lines={9} />
      ) : (
        !error && <Nothing filtered={isFiltered(filters)} />
      )}
      {undoing && <UndoDialog entry={undoing} onClose={() => setUndoing(undefined)} />}
    </div>
  );
}

function Nothing({ filtered }: { filtered: boolean }): ReactElement {
  return filtered ? (
    <Empty title="No entry like that">As far back as it was searched. Look further, or take a filter off.</Empty>
  ) : (
    <Empty title="Nothing was written yet">Say something: each change of memory then stands here, and each can be taken back.</Empty>
  );
}

/** Ctrl+Z, or ⌘Z, asks to take back what this person changed last; in a text field it stays what it is there. */
function useUndoKey(entries: readonly EntryView[], ask: (entry: EntryView) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || isWriting(event.target)) return;
      const mine = lastOfMine(entries);
      if (!mine) return;
      event.preventDefault();
      ask(mine);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [entries, ask]);
}
