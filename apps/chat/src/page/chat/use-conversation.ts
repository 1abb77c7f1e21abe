import { useChat } from "@ai-sdk/react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ServerEvent } from "../../protocol/events.ts";
import { call } from "../server/call.ts";
import { onServerEvent } from "../server/events.ts";
import { asServerError, ServerError } from "../server/server-error.ts";
import { chatTransport } from "./chat-transport.ts";
import { loadMessages, type MessagesPage } from "./load-messages.ts";
import { type PageMessage, turnOf, wordsOf } from "./page-message.ts";
import { inFreeSlot } from "./follow-slots.ts";
import { prepend, reconcile, unsent, withoutRecord } from "./reconcile.ts";

export interface Conversation {
  readonly messages: readonly PageMessage[];
  /** A reply is being written, for this window or another. */
  readonly writing: boolean;
  /** A reply is being written that this tab does not read along; it comes when it is whole. */
  readonly elsewhere: boolean;
  readonly error: ServerError | undefined;
  readonly send: (text: string) => void;
  readonly stop: () => void;
  /** Sends again what was not sent, or goes on with a reply that broke off. */
  readonly tryAgain: () => void;
  /** Loads the page before; absent at the beginning. */
  readonly loadEarlier: (() => Promise<void>) | undefined;
}

export interface ConversationOptions {
  /** Another window was writing when this one sent: its words come back, since nothing is queued without being said. */
  readonly onRefused: (words: string) => void;
}

/** Entries of one turn come at once; memory is asked again when they are through. */
const settleMs = 150;

/** A chat of a space: what memory holds, what is being written now, and whatever other windows and the terminal begin. */
export function useConversation(space: string, first: MessagesPage, { onRefused }: ConversationOptions): Conversation {
  const [transport] = useState(chatTransport);
  const chat = useChat<PageMessage>({ id: space, messages: [...first.messages], transport, throttle: 50 });
  const { setMessages, sendMessage, regenerate, clearError } = chat;
  const resume = chat.resumeStream;
  const [elsewhere, setElsewhere] = useState(false);
  const resumeStream = useCallback(async () => setElsewhere(!(await inFreeSlot(() => resume()))), [resume]);
  const [next, setNext] = useState(first.next);
  const now = useRef({ status: chat.status, messages: chat.messages, turn: first.running?.turn });
  now.current.status = chat.status;
  now.current.messages = chat.messages;
  const begun = first.running?.turn;
  const writing = chat.status === "submitted" || chat.status === "streaming";

  const readAnew = useCallback(
    async (how: { readonly forgetSeen?: boolean } = {}) => {
      const page = await loadMessages(space);
      const running = page.running?.turn;
      if (how.forgetSeen) {
        setMessages([...page.messages]);
        setNext(page.next);
      } else if (!isWriting(now.current.status)) {
        setMessages((shown) => reconcile({ shown, stored: page.messages, next: page.next, running }));
        if (unsent(now.current.messages).length === 0) clearError();
        if (running === undefined) setElsewhere(false);
        else await resumeStream();
      }
    },
    [space, setMessages, resumeStream, clearError],
  );

  useEffect(() => {
    if (!(chat.error instanceof ServerError) || chat.error.code !== "TURN_IN_PROGRESS") return;
    onRefused(unsent(now.current.messages).map(wordsOf).join("\n"));
    setMessages((shown) => shown.filter((message) => !unsent(shown).includes(message)));
    clearError();
    void readAnew().catch(() => undefined);
  }, [chat.error, setMessages, clearError, readAnew, onRefused]);

  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === "visible" && !isWriting(now.current.status)) void readAnew().catch(() => undefined);
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [readAnew]);
  useEffect(() => {
    if (begun !== undefined) void resumeStream();
  }, [begun, resumeStream]);

  const wasWriting = useRef(writing);
  useEffect(() => {
    if (wasWriting.current && chat.status === "ready") void readAnew().catch(() => undefined);
    wasWriting.current = writing;
  }, [writing, chat.status, readAnew]);

  useEffect(() => {
    let settling: ReturnType<typeof setTimeout> | undefined;
    let forgetSeen = false;
    // The entries of an erasure come after it, and ask for less than it does.
    const settle = (how: { readonly forgetSeen?: boolean } = {}): void => {
      forgetSeen ||= how.forgetSeen === true;
      clearTimeout(settling);
      settling = setTimeout(() => {
        const asked = { forgetSeen };
        forgetSeen = false;
        void readAnew(asked).catch(() => undefined);
      }, settleMs);
    };
    const stop = onServerEvent((event) => {
      if (event.type === "entry" && event.entry.operation !== "put") {
        const { record } = event.entry;
        setMessages((shown) => withoutRecord(shown, record));
      }
      if (event.type === "turn-start") {
        now.current.turn = event.turn;
        if (!isWriting(now.current.status) && document.visibilityState === "visible") followTurn(event, { setMessages, resumeStream });
      } else if (event.type === "erase") settle({ forgetSeen: true });
      else if (changesMessages(event) && !isWriting(now.current.status)) settle();
    });
    return () => {
      stop();
      clearTimeout(settling);
    };
  }, [readAnew, setMessages, resumeStream]);

  const deliver = useCallback(
    async (message: { text: string; messageId?: string }) => {
      await sendMessage(message);
    },
    [sendMessage],
  );

  /** A reply that broke off here may still be written over there; where nobody writes it any more, it is gone on with. */
  const goOn = async (): Promise<void> => {
    const { running } = await loadMessages(space);
    await (running === undefined ? regenerate() : resumeStream());
  };

  return {
    messages: chat.messages,
    writing,
    elsewhere,
    error: chat.error && asServerError(chat.error),
    send: (text) => void deliver({ text }),
    stop: () => {
      const turn = now.current.messages.findLast(({ role }) => role === "assistant")?.metadata;
      const open = turn?.stopReason === undefined ? turn?.turn : undefined;
      void call(`/api/chat/${encodeURIComponent(space)}/stop`, { method: "POST", body: { turn: open ?? now.current.turn ?? "" } }).catch(
        () => undefined,
      );
    },
    tryAgain: () => {
      const last = unsent(now.current.messages).at(-1);
      const text = last?.parts.find((part) => part.type === "text")?.text;
      clearError();
      if (last && text !== undefined) void deliver({ text, messageId: last.id });
      else void goOn().catch(() => undefined);
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

type Chat = ReturnType<typeof useChat<PageMessage>>;

function isWriting(status: Chat["status"]): boolean {
  return status === "submitted" || status === "streaming";
}

/** A turn that somebody else began: what they said, and the reply as it is written. */
function followTurn(
  { turn, text, by }: Extract<ServerEvent, { type: "turn-start" }>,
  { setMessages, resumeStream }: Pick<Chat, "setMessages"> & { readonly resumeStream: () => Promise<void> },
): void {
  const message: PageMessage = {
    id: turn,
    role: "user",
    metadata: { turn, ...(by === undefined ? {} : { speaker: by }) },
    parts: [{ type: "text", text }],
  };
  setMessages((shown) => (text === "" || shown.some((one) => turnOf(one) === turn) ? shown : [...shown, message]));
  void resumeStream();
}

function changesMessages(event: ServerEvent): boolean {
  return (
    event.type === "hello" ||
    event.type === "many" ||
    event.type === "turn-finish" ||
    (event.type === "entry" && (event.entry.kind ?? "message") === "message")
  );
}
