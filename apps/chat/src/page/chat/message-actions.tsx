import { type ReactElement, useCallback, useState } from "react";
import { Button } from "../design/button.tsx";
import { Failure } from "../design/state.tsx";
import { Time } from "../design/time.tsx";
import { openMemory } from "../frame/open-memory.ts";
import { useAction } from "../server/use-action.ts";
import { useSpace } from "../server/space-context.ts";
import { forgetMessage } from "./forget-message.ts";
import { type PageMessage, turnOf } from "./page-message.ts";
import { WhatItSaw } from "./what-it-saw.tsx";

/** What one can ask of a message: what was before the model, why it said that, and that it be forgotten. */
export function MessageActions({ message }: { message: PageMessage }): ReactElement | null {
  const { name, locked } = useSpace();
  const [looking, setLooking] = useState(false);
  const turn = turnOf(message);
  const records = message.metadata?.records ?? [];
  const forget = useAction(useCallback(() => forgetMessage(name, message), [name, message]));
  if (turn === undefined) return null;
  const reply = message.role === "assistant";
  const createdAt = message.metadata?.createdAt;
  return (
    <div className="message-actions">
      {!reply && createdAt !== undefined && <Time at={createdAt} />}
      {reply && (
        <>
          <Button kind="quiet" small onClick={() => openMemory({ tab: "recall", record: turn })}>
            Why did you say that?
          </Button>
          <Button kind="quiet" small onClick={() => setLooking(true)}>
            What the model saw
          </Button>
        </>
      )}
      {records.length > 0 && (
        <Button kind="quiet" small locked={locked} busy={forget.busy} onClick={() => forget.run(undefined)}>
          Forget this <span className="visually-hidden">{reply ? "reply" : "message"}</span>
        </Button>
      )}
      {forget.error && <Failure error={forget.error} />}
      {looking && <WhatItSaw turn={turn} onClose={() => setLooking(false)} />}
    </div>
  );
}
