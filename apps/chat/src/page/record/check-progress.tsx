import type { ReactElement } from "react";
import type { CheckView } from "../../protocol/check.ts";
import { Button } from "../design/button.tsx";
import { formatCount } from "../design/count.ts";
import { Meter } from "../design/meter.tsx";
import { useSpace } from "../server/space-context.ts";
import { checkedShare, checkStep } from "./check-step.ts";
import "./check-progress.css";

/** How far a verification or a repair is, and the way to stop it. */
export function CheckProgress({ check, onCancel }: { check: CheckView; onCancel: () => void }): ReactElement {
  const { locked } = useSpace();
  const { progress, repair } = check;
  const share = checkedShare(check);
  return (
    <div className="check-progress">
      <Meter value={share} label={repair ? "Progress of the repair" : "Progress of the verification"} />
      <span>{Math.round(share * 100)} %</span>
      <Button small locked={locked} onClick={onCancel}>
        Cancel<span className="visually-hidden"> the {repair ? "repair" : "verification"}</span>
      </Button>
      <p className="faint">
        {checkStep(progress?.phase)}
        {progress && `: ${formatCount(progress.done)} of ${formatCount(Math.max(progress.done, progress.total))}`}
      </p>
    </div>
  );
}
