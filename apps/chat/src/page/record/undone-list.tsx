import type { ReactElement } from "react";
import type { UndoneView } from "../../protocol/timeline.ts";
import { Badge } from "../design/badge.tsx";
import { Diff } from "../design/diff.tsx";
import { Text } from "../design/text.tsx";
import { Time } from "../design/time.tsx";

const ahead = {
  back: "Comes back",
  gone: "Goes",
  changed: "Goes back to what it was",
  open: "Holds again",
  ended: "Holds no longer than",
} as const;
const done = {
  back: "Came back",
  gone: "Went",
  changed: "Is again what it was",
  open: "Holds again",
  ended: "Holds no longer than",
} as const;

export interface UndoneListProps {
  readonly changed: readonly UndoneView[];
  /** Whether it has been done, or is only said. */
  readonly over: boolean;
}

/** Everything that an undo changes, the record itself first. */
export function UndoneList({ changed, over }: UndoneListProps): ReactElement {
  const outcomes = over ? done : ahead;
  return (
    <ul className="undone-list">
      {changed.map(({ record, kind, outcome, text, before, until }) => (
        <li key={record} data-outcome={outcome}>
          <p>
            <strong>
              {outcomes[outcome]}
              {until !== undefined && (
                <>
                  {" "}
                  <Time at={until} />
                </>
              )}
            </strong>{" "}
            <Badge>{kind}</Badge>
          </p>
          <div className="quoted">
            {before === undefined ? <Text>{text === "" ? record : text}</Text> : <Diff before={before} after={text} />}
          </div>
        </li>
      ))}
    </ul>
  );
}
