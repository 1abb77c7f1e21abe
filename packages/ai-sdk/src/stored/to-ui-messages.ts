import type { MemoryRecord, RecordId } from "@pagefile/core/contracts";
import { type Failure, publicSentence } from "../failure.ts";
import { storedMessage, type StoredMessage } from "./stored-message.ts";
import { StoredReply } from "./stored-reply.ts";
import type { TurnConfirmation } from "../turn-event.ts";
import type { UiAskingMessage, UiMessage } from "../ui-message.ts";

export interface UiMessagesOptions {
  /** The turn that runs now. Its reply is left out: it comes whole when the stream is resumed. */
  readonly running?: RecordId;
  /** The calls that wait for a word, as `Agent.confirmations` tells them. @default none */
  readonly confirmations?: readonly TurnConfirmation[];
  /** The major of `ai` the front end is written with: 6 and 7 know calls that somebody has to allow. @default what all three accept */
  readonly client?: 5 | 6 | 7;
  /** What the browser is told of a call that failed. @default `publicSentence` */
  readonly describeFailure?: (failure: Failure) => string;
}

/**
 * The stored messages of a space as `useChat` takes them for its first load. `records` oldest first; what is no message is passed over.
 * A message of the user keeps its record's id. What the agent did and said for it is one message, with the steps, texts and calls
 * that were streamed, under the same id; reasoning and events are not stored, so they are not there. A list that begins within a
 * turn gives the end of its reply.
 */
export function toUiMessages(records: Iterable<MemoryRecord>, options?: UiMessagesOptions & { readonly client?: 5 }): UiMessage[];
export function toUiMessages(records: Iterable<MemoryRecord>, options: UiMessagesOptions): UiAskingMessage[];
export function toUiMessages(records: Iterable<MemoryRecord>, options: UiMessagesOptions = {}): UiAskingMessage[] {
  const { running, confirmations = [], client, describeFailure = publicSentence } = options;
  const waiting = new Map(confirmations.map((confirmation) => [confirmation.id, confirmation]));
  const replyOptions = { describe: describeFailure, client, waiting };
  const messages: UiAskingMessage[] = [];
  let reply: StoredReply | undefined;
  const close = (): void => {
    if (reply !== undefined && reply.turn !== running) messages.push(reply.message());
    reply = undefined;
  };
  for (const record of records) {
    const message = storedMessage(record);
    if (message === undefined) continue;
    if (message.role === "user") {
      close();
      messages.push(userMessage(record, message));
      reply = new StoredReply(record.id, replyOptions);
    } else {
      reply ??= new StoredReply(record.origin.parents?.[0] ?? record.id, replyOptions);
      reply.add(record, message);
    }
  }
  close();
  return messages.filter(({ role, parts }) => role === "user" || parts.length > 0);
}

function userMessage({ id, createdAt }: MemoryRecord, { text, speaker }: StoredMessage): UiMessage {
  return {
    id,
    role: "user",
    metadata: { turn: id, createdAt, records: [id], ...(speaker !== undefined && { speaker }) },
    parts: [{ type: "text", text, state: "done" }],
  };
}
