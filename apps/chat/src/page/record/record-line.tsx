import type { ReactElement } from "react";
import type { ShownRecord } from "../../protocol/shown-record.ts";
import { Badge } from "../design/badge.tsx";
import { Text } from "../design/text.tsx";
import { Time } from "../design/time.tsx";
import { openRecord } from "../route.ts";
import { bookkeepingText } from "./bookkeeping.ts";
import { OriginLine } from "./origin-line.tsx";
import "./record-line.css";

/** A record in a list: the beginning of its text, which opens it, and where it came from. */
export function RecordLine({ record }: { record: ShownRecord }): ReactElement {
  return (
    <div className="record-line">
      <button type="button" className="record-text" data-row="" onClick={() => openRecord(record.id)}>
        <Text>{recordText(record)}</Text>
      </button>
      <div className="facts">
        <Badge>{record.kind}</Badge>
        <OriginLine {...record.origin} />
        <span className="faint">
          <Time at={record.occurredAt ?? record.recordedAt} />
        </span>
      </div>
    </div>
  );
}

/** Never empty, so that a button has a name. */
export function recordText(record: ShownRecord): string {
  const { kind, title, text, page } = record;
  const kept = kind === "block" && text === "" ? bookkeepingText(record) : undefined;
  if (kept !== undefined) return kept;
  const head = title === undefined ? "" : `${title}${page === undefined ? "" : `, page ${page}`}`;
  const parts = [head, text === title ? "" : text].filter((part) => part !== "");
  return parts.length === 0 ? "A record without text" : parts.join(": ");
}
