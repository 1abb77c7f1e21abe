import type { ReactElement } from "react";
import type { CheckView } from "../../protocol/check.ts";
import { Button } from "../design/button.tsx";
import { Panel } from "../design/panel.tsx";
import { Failure } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { CheckProgress } from "../record/check-progress.tsx";
import { useCheck } from "../record/use-check.ts";
import { useSpace } from "../server/space-context.ts";
import { AgreementResult } from "./agreement-result.tsx";

/** Whether every store holds exactly what the journal says, and mending where one does not. */
export function Agreement(): ReactElement {
  const { locked } = useSpace();
  const { check, begin, cancel, busy, error } = useCheck();
  const running = check?.state === "running" ? check : undefined;
  return (
    <Panel title="Do the stores agree with the journal?">
      <div className="whole-actions">
        <Button busy={busy} onClick={() => begin("verify")}>
          {running?.repair === false ? "Comparing…" : "Verify"}
        </Button>
        <Button busy={busy} locked={locked} onClick={() => begin("repair")}>
          {running?.repair === true ? "Repairing…" : "Repair"}
        </Button>
      </div>
      {running && <CheckProgress check={running} onCancel={cancel} />}
      <div role="status">{check && !running && <Outcome check={check} />}</div>
      {error && <Failure error={error} />}
    </Panel>
  );
}

function Outcome({ check: { state, repair, found, error } }: { check: CheckView }): ReactElement | null {
  if (found) return <AgreementResult view={found} />;
  const what = repair ? "The repair" : "The verification";
  if (state === "cancelled")
    return (
      <p className="faint">
        {what} was cancelled{repair && "; what it had mended by then is mended"}.
      </p>
    );
  return (
    <p className="state" data-kind="failure">
      {what} failed: <Text>{error ?? "nobody said why."}</Text>
    </p>
  );
}
