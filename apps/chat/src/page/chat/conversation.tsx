import { type ReactElement, useCallback, useRef, useState } from "react";
import { Button } from "../design/button.tsx";
import { notice } from "../record/notice.ts";
import { useSpace } from "../server/space-context.ts";
import { Composer } from "./composer.tsx";
import { DecisionContext, useFocusAfterDecision } from "./decision.ts";
import { EarlierMessages } from "./earlier-messages.tsx";
import type { MessagesPage } from "./load-messages.ts";
import { MessageView } from "./message-view.tsx";
import { waitsForWord } from "./reply-items.ts";
import { Starters } from "./starters.tsx";
import { TokenLine } from "./token-line.tsx";
import { Trouble } from "./trouble.tsx";
import { useConversation } from "./use-conversation.ts";
import { useFocusAtFirst } from "./use-focus-at-first.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

export interface ConversationProps {
  readonly first: MessagesPage;
  /** The past is shown in its place; the conversation goes on meanwhile. */
  readonly hidden: boolean;
}

export function Conversation({ first, hidden }: ConversationProps): ReactElement {
  const { name, locked } = useSpace();
  const [draft, setDraft] = useState("");
  const onRefused = useCallback((words: string) => {
    setDraft((typed) => typed || words);
    notice.set({ text: "Another window is writing. Your message was not sent; it is still in the box." });
  }, []);
  const chat = useConversation(name, { first, onRefused });
  const { log, atEnd, toEnd, keepPlace } = useStickToEnd(chat.messages);
  const box = useRef<HTMLTextAreaElement>(null);
  const { loadEarlier } = chat;
  const last = chat.messages.at(-1);
  const waits = last !== undefined && waitsForWord(last);
  useFocusAfterDecision(chat.decision.made, log);
  useFocusAtFirst(last === undefined, box);
  const send = (text: string): void => {
    toEnd();
    chat.send(text);
  };
  return (
    <>
      <div ref={log} className="chat-log" role="log" aria-label="Messages" aria-live="polite" tabIndex={0} hidden={hidden}>
        <div className="chat-column">
          {loadEarlier && <EarlierMessages load={() => keepPlace(loadEarlier)} />}
          {chat.messages.length === 0 && <Starters locked={locked} onChoose={send} />}
          <DecisionContext value={chat.decision}>
            {chat.messages.map((message, index) => (
              <MessageView key={message.id} message={message} writing={chat.writing && index === chat.messages.length - 1} />
            ))}
          </DecisionContext>
          <Trouble chat={chat} />
        </div>
      </div>
      <div className="chat-foot">
        {!atEnd && !hidden && (
          <div className="to-end">
            <Button small onClick={toEnd}>
              To the newest message
            </Button>
          </div>
        )}
        <div className="composer-column">
          {!hidden && <TokenLine />}
          <Composer {...{ box, locked, waits }} text={draft} onText={setDraft} writing={chat.writing} onSend={send} onStop={chat.stop} />
        </div>
      </div>
    </>
  );
}
