import { messageBody } from "../context/message-body.ts";
import type { QueueSnapshot } from "../context/queue-memory.ts";
import type { KeptCall, MemoryRecord } from "../contracts/index.ts";

/** The newest message if it holds calls: their results are not there yet. */
export function pendingMessage({
  messages,
}: Pick<QueueSnapshot, "messages">): { readonly record: MemoryRecord; readonly calls: readonly KeptCall[] } | undefined {
  const record = messages.at(-1);
  if (record === undefined) return undefined;
  const { role, calls = [] } = messageBody(record);
  return role === "assistant" && calls.length > 0 ? { record, calls } : undefined;
}

/** The user's message of a turn that a crash or a cancel cut off. */
export function unansweredMessage({ messages, finished }: Pick<QueueSnapshot, "messages" | "finished">): MemoryRecord | undefined {
  const newest = messages.at(-1);
  if (newest === undefined || newest.id === finished) return undefined;
  const { role, calls = [] } = messageBody(newest);
  if (role === "assistant" && calls.length === 0) return undefined;
  return messages.findLast((record) => messageBody(record).role === "user");
}
