import { type ReactElement, useCallback, useState } from "react";
import { type ShownJudgement, type Verdict, verdicts } from "../../protocol/judgement.ts";
import type { ShownRecord } from "../../protocol/shown-record.ts";
import { Button } from "../design/button.tsx";
import { Failure } from "../design/state.tsx";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { judgeRecord } from "./record-calls.ts";
import { useRecordLock } from "./use-record-lock.ts";
import "./verdict-buttons.css";

const labels: Readonly<Record<Verdict, { readonly label: string; readonly effect: string }>> = {
  useful: { label: "Useful", effect: "It is recalled sooner." },
  wrong: { label: "Wrong", effect: "It is recalled last, and the model is told that it is wrong." },
  outdated: { label: "Outdated", effect: "It is recalled later, and the model is told that it is old." },
  never: { label: "Never show", effect: "It is not recalled any more." },
};

/** What somebody says of a memory. Pressing a verdict again takes it back. */
export function VerdictButtons({ record }: { record: ShownRecord }): ReactElement {
  const { name } = useSpace();
  const locked = useRecordLock(record);
  const [answer, setAnswer] = useState<{ readonly of: ShownRecord; readonly judgement: ShownJudgement | undefined }>();
  const given = answer?.of === record ? answer.judgement?.verdict : record.judgement?.verdict;
  const judge = useAction(
    useCallback(
      async (verdict: Verdict | null) => {
        const { judgement } = await judgeRecord(name, record.id, verdict);
        setAnswer({ of: record, judgement });
      },
      [name, record],
    ),
  );
  return (
    <>
      <div className="verdicts" role="group" aria-label="What do you say of this memory?">
        {verdicts.map((verdict) => (
          <Button
            key={verdict}
            small
            aria-pressed={given === verdict}
            title={labels[verdict].effect}
            locked={locked}
            busy={judge.busy}
            onClick={() => judge.run(given === verdict ? null : verdict)}
          >
            {labels[verdict].label}
          </Button>
        ))}
      </div>
      {judge.error && <Failure error={judge.error} />}
    </>
  );
}
