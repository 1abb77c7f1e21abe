import type { ReactElement } from "react";
import type { CutView } from "../../protocol/recall.ts";
import { Badge } from "../design/badge.tsx";
import { RecordLine } from "../record/record-line.tsx";

const reasons: Readonly<Record<string, string>> = {
  limit: "cut by the number of memories",
  budget: "cut by the budget of tokens",
  duplicate: "says the same as one above",
  confidence: "cut by the threshold of confidence",
  outranked: "outranked",
};

/** What was ranked and not returned, with the step that cut it. */
export function CutList({ cut }: { cut: readonly CutView[] }): ReactElement {
  return (
    <details className="cut">
      <summary>{cut.length === 1 ? "One more was ranked" : `${cut.length} more were ranked`}, and not given to the model</summary>
      <ol>
        {cut.map(({ id, rank, reason, record }) => (
          <li key={id}>
            <span className="place" aria-hidden="true">
              {rank}
            </span>
            <div className="about">
              {record ? <RecordLine record={record} /> : <p className="faint">Gone since: it was forgotten or erased.</p>}
              <div className="reasons">
                <Badge>{reasons[reason] ?? reason}</Badge>
              </div>
            </div>
          </li>
        ))}
      </ol>
    </details>
  );
}
