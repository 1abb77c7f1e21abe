import { useCallback, useEffect, useRef, useState } from "react";
import { onServerEvent } from "../server/events.ts";
import { ServerError } from "../server/server-error.ts";
import { changesMessages, type TurnStart, withSaid } from "./chat-events.ts";
import { type Chat, isWriting } from "./chat-state.ts";
import { inFreeSlot } from "./follow-slots.ts";
import { loadMessages, type MessagesPage } from "./load-messages.ts";
import { reconcile, unsent, withoutRecord } from "./reconcile.ts";

export interface MemorySync {
  /** A reply is being written that this tab does not read along. */
  readonly elsewhere: boolean;
  /** Where the page of messages before those shown ends; absent at the beginning. */
  readonly next: string | undefined;
  readonly setNext: (next: string | undefined) => void;
  /** Asks memory what there is, and follows the turn that runs. */
  readonly readAnew: () => Promise<void>;
  /** Reads along what is being written, from its beginning. */
  readonly follow: () => Promise<void>;
}

export interface MemorySyncOptions {
  readonly first: MessagesPage;
  /** A turn began, here or elsewhere. */
  readonly onTurn: (turn: TurnStart) => void;
}

/** Entries of one turn come at once; memory is asked again when they are through. */
const settleMs = 150;

/** Keeps a chat in line with memory: after each turn, after events, when the tab is looked at again. */
export function useMemorySync(space: string, chat: Chat, { first, onTurn }: MemorySyncOptions): MemorySync {
  const { setMessages, clearError, resumeStream } = chat;
  const [elsewhere, setElsewhere] = useState(false);
  const [next, setNext] = useState(first.next);
  const now = useRef(chat);
  now.current = chat;
  const writing = isWriting(chat.status);

  const follow = useCallback(async () => setElsewhere(!(await inFreeSlot(() => resumeStream()))), [resumeStream]);
  const readAnew = useCallback(async () => {
    const page = await loadMessages(space);
    const running = page.running?.turn;
    if (isWriting(now.current.status)) return;
    setMessages((shown) => reconcile({ shown, stored: page.messages, next: page.next, running }));
    if (unsent(now.current.messages).length === 0) clearError();
    if (running === undefined) setElsewhere(false);
    else await follow();
  }, [space, setMessages, clearError, follow]);
  const begin = useCallback(async () => {
    const page = await loadMessages(space);
    setMessages([...page.messages]);
    setNext(page.next);
  }, [space, setMessages]);

  const begun = first.running?.turn;
  useEffect(() => {
    if (begun !== undefined) void follow();
  }, [begun, follow]);

  const wasWriting = useRef(writing);
  useEffect(() => {
    // A connection that was cut says nothing of the turn, and a refusal says all there is; what the turn itself threw is in memory.
    const ended = chat.status === "ready" || (chat.error && !(chat.error instanceof ServerError) && !(chat.error instanceof TypeError));
    if (wasWriting.current && !writing && ended) void readAnew().catch(() => undefined);
    wasWriting.current = writing;
  }, [writing, chat.status, chat.error, readAnew]);

  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === "visible" && !isWriting(now.current.status)) void readAnew().catch(() => undefined);
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [readAnew]);

  useEffect(() => {
    let settling: ReturnType<typeof setTimeout> | undefined;
    let erased = false;
    const settle = (): void => {
      clearTimeout(settling);
      settling = setTimeout(() => {
        void (erased ? begin() : readAnew()).catch(() => undefined);
        erased = false;
      }, settleMs);
    };
    const stop = onServerEvent((event) => {
      const idle = !isWriting(now.current.status);
      if (event.type === "entry" && event.entry.operation !== "put") {
        const { record } = event.entry;
        setMessages((shown) => withoutRecord(shown, record));
      }
      if (event.type === "turn-start") {
        onTurn(event);
        if (!idle || document.visibilityState === "hidden") return;
        setMessages((shown) => withSaid(shown, event));
        void follow();
      } else if (event.type === "erase") {
        // Its entries come after it, and ask for less than it does.
        erased = true;
        settle();
      } else if (idle && changesMessages(event)) settle();
    });
    return () => {
      stop();
      clearTimeout(settling);
    };
  }, [readAnew, begin, follow, onTurn, setMessages]);

  return { elsewhere, next, setNext, readAnew, follow };
}
