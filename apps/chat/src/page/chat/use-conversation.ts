import { useChat } from "@ai-sdk/react";
import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "../server/call.ts";
import { asServerError, ServerError } from "../server/server-error.ts";
import type { TurnStart } from "./chat-events.ts";
import { isWriting } from "./chat-state.ts";
import { chatTransport } from "./chat-transport.ts";
import type { Decision } from "./decision.ts";
import { useGoneOn } from "./gone-on.ts";
import { loadMessages, type MessagesPage } from "./load-messages.ts";
import { type PageMessage, turnOf, wordsOf } from "./page-message.ts";
import { prepend, unsent } from "./reconcile.ts";
import { useDecisionFor } from "./use-decision.ts";
import { useMemorySync } from "./use-memory-sync.ts";

export interface Conversation {
  readonly messages: readonly PageMessage[];
  /** A reply is being written, for this window or another. */
  readonly writing: boolean;
  /** A reply is being written that this tab does not read along; it comes when it is whole. */
  readonly elsewhere: boolean;
  /** Why the server did not take what was sent last, or did not go on. */
  readonly error: ServerError | undefined;
  readonly send: (text: string) => void;
  /** What is said to the calls that wait. */
  readonly decision: Decision;
  readonly stop: () => void;
  /** Sends again what was not sent, or goes on with a reply that broke off. */
  readonly tryAgain: () => void;
  /** Loads the page before; absent at the beginning. */
  readonly loadEarlier: (() => Promise<void>) | undefined;
}

export interface ConversationOptions {
  readonly first: MessagesPage;
  /** Another window was writing when this one sent: its words come back, since nothing is queued without being said. */
  readonly onRefused: (words: string) => void;
}

/** A chat of a space: what memory holds, what is being written now, and whatever other windows and the terminal begin. */
export function useConversation(space: string, { first, onRefused }: ConversationOptions): Conversation {
  const [transport] = useState(chatTransport);
  const chat = useChat<PageMessage>({ id: space, messages: [...first.messages], transport, throttle: 50 });
  const { messages, setMessages, sendMessage, regenerate, clearError } = chat;
  const writing = isWriting(chat.status);
  const [failed, setFailed] = useState<ServerError>();
  const error = chat.error instanceof ServerError ? chat.error : failed;
  useEffect(() => {
    if (writing) setFailed(undefined);
  }, [writing]);

  const turn = useRef(first.running?.turn);
  const stopping = useRef(false);
  const stop = useCallback(() => {
    stopping.current = turn.current === undefined;
    if (turn.current === undefined) return;
    const path = `/api/chat/${encodeURIComponent(space)}/stop`;
    void call(path, { method: "POST", body: { turn: turn.current } }).catch(() => undefined);
  }, [space]);
  const onTurn = useCallback(
    (begun: TurnStart) => {
      turn.current = begun.turn;
      if (stopping.current) stop();
    },
    [stop],
  );
  const { elsewhere, next, setNext, readAnew, follow } = useMemorySync(space, chat, { first, onTurn });

  const decision = useDecisionFor(chat, readAnew);
  const shown = useGoneOn(messages);

  const streamed = chat.status === "streaming" ? messages.at(-1) : undefined;
  const written = streamed && turnOf(streamed);
  useEffect(() => {
    if (written !== undefined) turn.current = written;
  }, [written]);

  const refused = error?.code === "TURN_IN_PROGRESS";
  useEffect(() => {
    if (!refused) return;
    onRefused(unsent(messages).map(wordsOf).join("\n"));
    setMessages((shown) => shown.filter((message) => !unsent(shown).includes(message)));
    clearError();
    void readAnew().catch(() => undefined);
  }, [refused, messages, setMessages, clearError, readAnew, onRefused]);

  /** A reply that broke off here may still be written over there; where nobody writes it any more, it is gone on with. */
  const goOn = async (): Promise<void> => {
    const { running } = await loadMessages(space);
    await (running === undefined ? regenerate() : follow());
  };
  const send = (message: { text: string; messageId?: string }): void => {
    turn.current = undefined;
    stopping.current = false;
    setFailed(undefined);
    void sendMessage(message);
  };

  /** The server may have taken a message whose answer never came. */
  const sendAgain = async (last: PageMessage): Promise<void> => {
    const { messages: stored } = await loadMessages(space);
    const newest = stored.findLast(({ role }) => role === "user");
    const taken = newest && wordsOf(newest) === wordsOf(last) && !messages.some(({ id }) => id === newest.id);
    if (!taken) return send({ text: wordsOf(last), messageId: last.id });
    setMessages((shown) => shown.filter(({ id }) => id !== last.id));
    await readAnew();
  };

  return {
    messages: shown,
    writing,
    elsewhere,
    error,
    send: (text) => send({ text }),
    decision,
    stop,
    tryAgain: () => {
      const last = unsent(messages).at(-1);
      clearError();
      setFailed(undefined);
      void (last ? sendAgain(last) : goOn()).catch((cause: unknown) => setFailed(asServerError(cause)));
    },
    loadEarlier:
      next === undefined
        ? undefined
        : async () => {
            const page = await loadMessages(space, { before: next });
            setMessages((shown) => prepend(page.messages, shown));
            setNext(page.next);
          },
  };
}
