import { type ReactElement, useCallback } from "react";
import { Badge } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import { formatCount } from "../design/count.ts";
import { Failure } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { verification, verifySpace } from "../record/verification.ts";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { useShared } from "../shared-value.ts";

/** Whether each entry still follows from the one before it, by its hash. */
export function ChainState(): ReactElement {
  const { name } = useSpace();
  const last = useShared(verification);
  const verify = useAction(useCallback(() => verifySpace(name), [name]));
  const view = last?.space === name ? last.view : undefined;
  return (
    <>
      <div className="chain-state">
        {view && !view.broken && <Badge tone="good">Chain verified to entry {formatCount(view.entries)}</Badge>}
        <Button small kind="quiet" busy={verify.busy} onClick={() => verify.run(undefined)}>
          {verify.busy ? "Verifying…" : view ? "Verify again" : "Verify the chain"}
        </Button>
      </div>
      {view?.broken && (
        <div className="state" data-kind="failure" role="alert">
          <p>
            <strong>The chain is broken at entry {formatCount(view.broken.seq)}.</strong> <Text>{view.broken.reason}</Text> What stands
            before it holds; something other than Pagefile changed what comes after.
          </p>
        </div>
      )}
      {verify.error && <Failure error={verify.error} retry={() => verify.run(undefined)} />}
    </>
  );
}
