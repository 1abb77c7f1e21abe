import { type ReactElement, useId } from "react";
import type { EntryView } from "../../protocol/timeline.ts";
import { Badge } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import { formatCount } from "../design/count.ts";
import { Text } from "../design/text.tsx";
import { Time } from "../design/time.tsx";
import { moment } from "../moment.ts";
import { bookkeepingText } from "../record/bookkeeping.ts";
import { EntryDiff } from "../record/entry-diff.tsx";
import { OriginLine } from "../record/origin-line.tsx";
import { openRecord } from "../route.ts";
import { useSpace } from "../server/space-context.ts";

export interface EntryRowProps {
  readonly entry: EntryView;
  readonly head: number;
  readonly open: boolean;
  /** Where it stands to the time cursor. */
  readonly place: "now" | "later" | "here" | "then";
  readonly onToggle: () => void;
  readonly onUndo: () => void;
}

const tones = { put: "plain", delete: "warn", erase: "bad" } as const;

/** One entry: a line, and behind it what it changed and what one can do. */
export function EntryRow({ entry, head, open, place, onToggle, onUndo }: EntryRowProps): ReactElement {
  const { locked } = useSpace();
  const id = useId();
  const { seq, operation, kind, recordedAt, undoable, superseded, record } = entry;
  return (
    <article className="entry" data-place={place}>
      <button type="button" className="entry-line" data-row="" aria-expanded={open} aria-controls={id} onClick={onToggle}>
        <span className="what">
          <Badge tone={tones[operation]}>{operation === "put" && entry.before !== undefined ? "edit" : operation}</Badge>
          <span className="entry-text">
            <Text>{entryText(entry)}</Text>
          </span>
        </span>
      </button>
      <div className="who">
        <span className="seq">{formatCount(seq)}</span>
        {kind !== undefined && <Badge>{kind}</Badge>}
        <OriginLine {...entry} />
        <span className="faint">
          <Time at={recordedAt} />
          {superseded && " · replaced"}
          {place === "here" && " · memory as of here"}
        </span>
      </div>
      <div id={id} className="entry-more" hidden={!open}>
        {open && (
          <>
            <EntryDiff entry={entry} />
            <div className="entry-actions">
              {operation !== "erase" && (
                <Button small onClick={() => openRecord(record)}>
                  Open the record
                </Button>
              )}
              {undoable && (
                <Button small locked={locked} onClick={onUndo}>
                  Undo…
                </Button>
              )}
              <Button
                small
                aria-pressed={place === "here"}
                onClick={() => moment.set(place === "here" || seq === head ? undefined : { seq, recordedAt })}
              >
                See memory as of here
              </Button>
            </div>
            <p className="faint hash">hash {entry.hash.slice(0, 16)}…</p>
          </>
        )}
      </div>
    </article>
  );
}

function entryText(entry: EntryView): string {
  const { operation, text, before, record, collection, key = "" } = entry;
  if (operation === "erase") return `Erased for good: ${record.slice(0, 13)}…`;
  const said = operation === "delete" ? before : text;
  if (said === undefined) return `Erased since: ${record.slice(0, 13)}…`;
  if (said.trim() !== "") return said;
  const named = collection === undefined ? `${record.slice(0, 13)}…` : `${collection} / ${key}`;
  return bookkeepingText(entry) ?? `Without text: ${named}`;
}
