import type { ReactElement } from "react";
import type { WhyNotView } from "../../protocol/recall.ts";
import { Text } from "../design/text.tsx";
import { RecordLine } from "../record/record-line.tsx";
import { Evidence } from "./evidence.tsx";

/** The first reason that kept a memory from coming up, and what it had going for it. */
export function WhyNotAnswer({ answer: { explanation, rank, score, why, record } }: { answer: WhyNotView }): ReactElement {
  return (
    <div className="why-not-answer" role="status">
      {record && <RecordLine record={record} />}
      <p>
        <strong>
          <Text>{explanation}</Text>
        </strong>
      </p>
      {why && rank !== undefined && <Evidence why={why} rank={rank} score={score ?? 0} />}
    </div>
  );
}
