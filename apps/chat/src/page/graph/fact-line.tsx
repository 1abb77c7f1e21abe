import { type ReactElement, useCallback } from "react";
import type { TrustLabel } from "@pagefile/core/contracts";
import type { FactView } from "../../protocol/graph.ts";
import { Badge, TrustBadge } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import { Failure } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { notice } from "../record/notice.ts";
import { undoRecord } from "../record/record-calls.ts";
import { openRecord } from "../route.ts";
import { call } from "../server/call.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { validityInWords } from "./validity-in-words.ts";

/** One fact: what it says, when that holds, from what it was learnt, and the way to take it back. */
export function FactLine({ fact, holds }: { fact: FactView; holds: boolean }): ReactElement {
  const { name, locked } = useSpace();
  const retract = useAction(
    useCallback(async () => {
      await call(spacePath(name, `graph/facts/${encodeURIComponent(fact.id)}/retract`), { method: "POST", body: {} });
      notice.set({ text: `Retracted: “${fact.text}”.`, undo: async () => void (await undoRecord(name, fact.id)) });
    }, [name, fact]),
  );
  const [source] = fact.evidence;
  return (
    <li className="fact-line" data-closed={!holds}>
      <button type="button" className="record-text" data-row="" onClick={() => openRecord(fact.id)}>
        <Text>{fact.text}</Text>
      </button>
      <div className="facts">
        {!holds && <Badge tone="warn">no longer holds</Badge>}
        <TrustBadge trust={fact.trust as TrustLabel} />
        <span className="faint">{validityInWords(fact)}</span>
        <span className="end">
          {source !== undefined && (
            <Button small kind="quiet" onClick={() => openRecord(source)}>
              Source
            </Button>
          )}
          <Button small kind="quiet" locked={locked} busy={retract.busy} onClick={() => retract.run(undefined)}>
            Retract
          </Button>
        </span>
      </div>
      {retract.error && <Failure error={retract.error} />}
    </li>
  );
}
