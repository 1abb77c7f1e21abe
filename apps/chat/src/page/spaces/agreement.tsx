import { type ReactElement, useCallback } from "react";
import { Button } from "../design/button.tsx";
import { Panel } from "../design/panel.tsx";
import { Failure } from "../design/state.tsx";
import { repairSpace, verification, verifySpace } from "../record/verification.ts";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { useShared } from "../shared-value.ts";
import { AgreementResult } from "./agreement-result.tsx";

/** Whether every store holds exactly what the journal says, and mending where one does not. */
export function Agreement(): ReactElement {
  const { name, locked } = useSpace();
  const last = useShared(verification);
  const view = last?.space === name ? last.view : undefined;
  const verify = useAction(useCallback(() => verifySpace(name), [name]));
  const repair = useAction(useCallback(() => repairSpace(name), [name]));
  const busy = verify.busy || repair.busy;
  return (
    <Panel title="Do the stores agree with the journal?">
      <div className="whole-actions">
        <Button busy={busy} onClick={() => verify.run(undefined)}>
          {verify.busy ? "Comparing…" : "Verify"}
        </Button>
        <Button busy={busy} locked={locked} onClick={() => repair.run(undefined)}>
          {repair.busy ? "Repairing…" : "Repair"}
        </Button>
      </div>
      {busy && (
        <progress className="working" aria-label={verify.busy ? "Comparing every record with every store" : "Repairing"}>
          working
        </progress>
      )}
      <div role="status">{view && !busy && <AgreementResult view={view} />}</div>
      {verify.error && <Failure error={verify.error} retry={() => verify.run(undefined)} />}
      {repair.error && <Failure error={repair.error} retry={() => repair.run(undefined)} />}
    </Panel>
  );
}
