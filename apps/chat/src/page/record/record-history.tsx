import type { ReactElement } from "react";
import type { EntryView } from "../../protocol/timeline.ts";
import { Badge } from "../design/badge.tsx";
import { Time } from "../design/time.tsx";
import { EntryDiff } from "./entry-diff.tsx";
import { OriginLine } from "./origin-line.tsx";

/** Every entry of one record, as what it changed and who caused it. */
export function RecordHistory({ entries }: { entries: readonly EntryView[] }): ReactElement {
  return (
    <ol className="history">
      {entries.map((entry) => (
        <li key={entry.seq}>
          <div className="facts">
            <Badge tone={entry.operation === "put" ? "plain" : entry.operation === "delete" ? "warn" : "bad"}>{entry.operation}</Badge>
            <span>version {entry.version}</span>
            <OriginLine {...entry} />
            <span className="faint">
              <Time at={entry.recordedAt} /> · entry {entry.seq}
            </span>
          </div>
          <EntryDiff entry={entry} />
        </li>
      ))}
    </ol>
  );
}
