import { type ReactElement, useCallback } from "react";
import { contextParts } from "../../protocol/context.ts";
import type { TurnRecallView } from "../../protocol/recall.ts";
import type { RecordView } from "../../protocol/record.ts";
import { Button } from "../design/button.tsx";
import { formatCount } from "../design/count.ts";
import { Dialog } from "../design/dialog.tsx";
import { ResourceView } from "../design/resource.tsx";
import { Failure } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { TokenBar } from "../design/token-bar.tsx";
import { openMemory } from "../frame/open-memory.ts";
import { moment } from "../moment.ts";
import { call } from "../server/call.ts";
import { spacePath } from "../server/paths.ts";
import { useAction } from "../server/use-action.ts";
import { useSpace } from "../server/space-context.ts";
import { useResource } from "../server/use-resource.ts";
import "./what-it-saw.css";

/** How the window was filled when the model answered, what was recalled into it, and the way to memory as it was then. */
export function WhatItSaw({ turn, onClose }: { turn: string; onClose: () => void }): ReactElement {
  const { name } = useSpace();
  const kept = useResource<TurnRecallView>(spacePath(name, `messages/${encodeURIComponent(turn)}/recall`));
  const goBack = useAction(
    useCallback(async () => {
      const { record } = await call<RecordView>(spacePath(name, `records/${encodeURIComponent(turn)}`));
      if (record) moment.set({ seq: record.seq, recordedAt: record.recordedAt });
      openMemory({ tab: "context" });
      onClose();
    }, [name, turn, onClose]),
  );
  return (
    <Dialog
      title="What the model saw"
      wide
      onClose={onClose}
      actions={
        <>
          <Button busy={goBack.busy} onClick={() => goBack.run(undefined)}>
            See memory as it was then
          </Button>
          <Button kind="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {kept.error?.status === 404 ? (
        <p>
          Nothing was recalled for this turn. The blocks, the summary and the messages of then can be seen by going back to that moment.
        </p>
      ) : (
        <ResourceView resource={kept}>{(recall) => <Saw recall={recall} />}</ResourceView>
      )}
      {goBack.error && <Failure error={goBack.error} />}
    </Dialog>
  );
}

function Saw({ recall }: { recall: TurnRecallView }): ReactElement {
  const { sizes = {}, hits } = recall;
  const parts = contextParts.map((part) => ({ part, tokens: sizes[part] ?? 0 })).filter(({ tokens }) => tokens > 0);
  const total = parts.reduce((sum, { tokens }) => sum + tokens, 0);
  return (
    <div className="saw">
      {total > 0 && (
        <>
          <TokenBar
            sizes={Object.fromEntries(parts.map(({ part, tokens }) => [part, tokens]))}
            free={sizes["free"] ?? 0}
            reserved={sizes["reserved"] ?? 0}
            label={`${formatCount(total)} tokens: ${parts.map(({ part, tokens }) => `${part} ${formatCount(tokens)}`).join(", ")}`}
          />
          <ul className="saw-parts">
            {parts.map(({ part, tokens }) => (
              <li key={part}>
                <span className="part-key" data-part={part} aria-hidden="true" />{" "}
                {part === "system" && !sizes["tools"] ? "system and tools" : part} <span>{formatCount(tokens)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>Recalled into it</h3>
      {hits.length === 0 ? (
        <p>Nothing that was found fitted the question.</p>
      ) : (
        <ol className="saw-hits">
          {hits.map(({ id, record }) => (
            <li key={id}>{record ? <Text>{record.text}</Text> : <em>Forgotten or erased since</em>}</li>
          ))}
        </ol>
      )}
    </div>
  );
}
