import type { ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { useSpace } from "../server/space-context.ts";
import { unsent } from "./reconcile.ts";
import type { Conversation } from "./use-conversation.ts";

/** What stands at the end of the log when a turn did not go as it should, and what can be done. */
export function Trouble({ chat }: { chat: Conversation }): ReactElement | null {
  const { locked } = useSpace();
  const { messages, writing, error, tryAgain } = chat;
  const last = messages.at(-1);
  if (writing || !last) return null;
  const notSent = unsent(messages).length > 0;
  if (notSent) {
    return (
      <Said sentence={error?.message ?? "This message was not sent."} code={error?.code}>
        <Button small locked={locked} onClick={tryAgain}>
          Send again
        </Button>
      </Said>
    );
  }
  const broken = last.role === "user" || last.metadata?.stopReason === undefined;
  if (!broken && !error) return null;
  if (last.metadata?.stopReason === "failed") return null;
  return (
    <Said sentence={last.role === "user" ? "There is no reply to this yet." : "The reply broke off."} code={error?.code}>
      <Button small locked={locked} onClick={tryAgain}>
        Resume
      </Button>
    </Said>
  );
}

function Said({ sentence, code, children }: { sentence: string; code: string | undefined; children: ReactElement }): ReactElement {
  return (
    <div className="state" data-kind="failure" role="alert">
      <p>
        {sentence} {code !== undefined && <code>{code}</code>}
      </p>
      {children}
    </div>
  );
}
