import type { ReactElement } from "react";
import type { HitView } from "../../protocol/recall.ts";
import { Badge } from "../design/badge.tsx";
import { counted } from "../design/count.ts";
import { Button } from "../design/button.tsx";
import { Meter } from "../design/meter.tsx";
import { RecordLine } from "../record/record-line.tsx";
import { VerdictButtons } from "../record/verdict-buttons.tsx";
import { useSpace } from "../server/space-context.ts";
import { Evidence } from "./evidence.tsx";

export interface HitProps {
  readonly hit: HitView;
  readonly forgotten: boolean;
  readonly onForget: () => void;
}

/** One memory that came up: its text, its place and why it has it. */
export function Hit({ hit: { rank, attention, tokens, why, record, id, score }, forgotten, onForget }: HitProps): ReactElement {
  const { locked } = useSpace();
  const percent = `${Math.round(attention * 100)} %`;
  return (
    <div className="hit" {...(forgotten ? { "data-gone": "" } : {})}>
      <span className="place" aria-hidden="true">
        {rank}
      </span>
      <div className="about">
        {record ? (
          <RecordLine record={record} />
        ) : (
          <p className="faint">Gone since: it was forgotten or erased. Its id was {id.slice(0, 13)}…</p>
        )}
        <div className="reasons">
          {why.arms.map((arm) => (
            <Badge key={arm.arm} tone="accent">
              {arm.arm} #{arm.rank}
            </Badge>
          ))}
          {why.cues.map(({ cue, score: cueScore }) => (
            <Badge key={cue} tone={cue === "judgement" && cueScore !== 0 ? "warn" : "plain"}>
              {cue}
            </Badge>
          ))}
          <span className="attention">
            <Meter value={attention} label={`Attention on memory ${rank}`} /> {percent}
            <span className="faint" title="It fitted the budget of what is recalled">
              {counted(tokens, "token")}
            </span>
          </span>
          {forgotten && <Badge tone="warn">forgotten</Badge>}
        </div>
        <details>
          <summary>
            Why<span className="visually-hidden"> did memory {rank} come up</span>?
          </summary>
          <Evidence why={why} rank={rank} score={score} />
          {record && !forgotten && (
            <div className="judge">
              <VerdictButtons record={record} />
              <Button small locked={locked} onClick={onForget}>
                Forget
              </Button>
            </div>
          )}
        </details>
      </div>
    </div>
  );
}
