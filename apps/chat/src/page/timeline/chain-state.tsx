import type { ReactElement } from "react";
import { Badge } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import { formatCount } from "../design/count.ts";
import { Failure } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { CheckProgress } from "../record/check-progress.tsx";
import { useCheck } from "../record/use-check.ts";

/** Whether each entry still follows from the one before it, by its hash. */
export function ChainState(): ReactElement {
  const { check, begin, cancel, busy, error } = useCheck();
  const found = check?.found;
  return (
    <>
      <div className="chain-state">
        {found && !found.broken && <Badge tone="good">Chain verified to entry {formatCount(found.entries)}</Badge>}
        <Button small kind="quiet" busy={busy} onClick={() => begin("verify")}>
          {busy ? "Verifying…" : found ? "Verify again" : "Verify the chain"}
        </Button>
      </div>
      {check?.state === "running" && <CheckProgress check={check} onCancel={cancel} />}
      {found?.broken && (
        <div className="state" data-kind="failure" role="alert">
          <p>
            <strong>The chain is broken at entry {formatCount(found.broken.seq)}.</strong> <Text>{found.broken.reason}</Text> What stands
            before it holds; something other than Pagefile changed what comes after.
          </p>
        </div>
      )}
      {check?.error !== undefined && (
        <p className="state" data-kind="failure">
          <Text>{check.error}</Text>
        </p>
      )}
      {error && <Failure error={error} />}
    </>
  );
}
