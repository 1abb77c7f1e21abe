import type { ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { counted, formatCount } from "../design/count.ts";
import type { Timeline } from "./use-timeline.ts";

/** How far back was looked: with filters that is not where the list ends. */
export function Coverage({
  timeline: { entries, head, oldest, more, loading, missed, reload },
  filtered,
}: {
  timeline: Timeline;
  filtered: boolean;
}): ReactElement {
  const whole = oldest !== undefined && oldest <= 1;
  if (head === 0 || oldest === undefined) return <></>;
  return (
    <div className="coverage">
      <p role="status">
        {filtered
          ? `${counted(entries.length, "entry", "entries")} found, searched ${whole ? "to the first entry" : `back to entry ${formatCount(oldest)} of ${formatCount(head)}`}`
          : `${counted(head, "entry", "entries")} in the journal`}
      </p>
      {missed && (
        <Button small onClick={reload}>
          Show what is new
        </Button>
      )}
      {filtered && !whole && (
        <Button small busy={loading} onClick={() => more?.()}>
          Look further back
        </Button>
      )}
    </div>
  );
}
