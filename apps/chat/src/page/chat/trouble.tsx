import type { ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Text } from "../design/text.tsx";
import { useSpace } from "../server/space-context.ts";
import { unsent } from "./reconcile.ts";
import { waitsForWord } from "./reply-items.ts";
import type { Conversation } from "./use-conversation.ts";

/** What stands at the end of the log when a turn did not go as it should, and what can be done. */
export function Trouble({ chat }: { chat: Conversation }): ReactElement | null {
  const { locked } = useSpace();
  const { messages, writing, elsewhere, error, tryAgain } = chat;
  const last = messages.at(-1);
  if (writing || !last) return null;
  if (elsewhere) return <Notice sentence="A reply is being written in another tab. It shows here when it is whole." />;
  if (unsent(messages).length > 0) {
    return (
      <Notice kind="failure" sentence={error?.message ?? "This message was not sent."} code={error?.code}>
        <Button small locked={locked} onClick={tryAgain}>
          Send again
        </Button>
      </Notice>
    );
  }
  const stopReason = last.role === "user" ? undefined : last.metadata?.stopReason;
  const resume = (
    <Button small locked={locked} onClick={tryAgain}>
      Resume
    </Button>
  );
  if (error) {
    return (
      <Notice kind="failure" sentence={error.message} code={error.code}>
        {waitsForWord(last) ? undefined : resume}
      </Notice>
    );
  }
  if (stopReason === "cancelled") return <Notice sentence="You stopped this reply.">{resume}</Notice>;
  if (stopReason === "failed") return <Notice sentence="This turn failed; what was said is kept.">{resume}</Notice>;
  if (stopReason !== undefined) return null;
  if (last.role === "user" && last.metadata?.stopReason === "cancelled")
    return <Notice sentence="You stopped the reply to this. What it had said is not kept.">{resume}</Notice>;
  if (last.role === "user") return <Notice sentence="There is no reply to this.">{resume}</Notice>;
  return (
    <Notice kind="failure" sentence="The reply broke off.">
      {resume}
    </Notice>
  );
}

interface NoticeProps {
  readonly kind?: "failure";
  readonly sentence: string;
  readonly code?: string | undefined;
  readonly children?: ReactElement | undefined;
}

function Notice({ kind, sentence, code, children }: NoticeProps): ReactElement {
  return (
    <div className="state trouble" {...(kind === undefined ? { role: "status" } : { "data-kind": kind, role: "alert" })}>
      <p>
        <Text>{sentence}</Text> {code !== undefined && <code>{code}</code>}
      </p>
      {children}
    </div>
  );
}
