import { messageBody } from "../context/message-body.ts";
import type { QueueSnapshot } from "../context/queue-memory.ts";
import type { KeptCall, MemoryRecord } from "../contracts/index.ts";
import type { AgentSettings } from "./agent-settings.ts";
import { goesOn } from "./heartbeat.ts";

type Heartbeats = Pick<AgentSettings, "heartbeat">;

/** The newest message if it holds calls: their results are not there yet. */
export function pendingMessage({
  messages,
}: Pick<QueueSnapshot, "messages">): { readonly record: MemoryRecord; readonly calls: readonly KeptCall[] } | undefined {
  const record = messages.at(-1);
  if (record === undefined) return undefined;
  const { role, calls = [] } = messageBody(record);
  return role === "assistant" && calls.length > 0 ? { record, calls } : undefined;
}

/** The user's message of a turn that a crash or a cancel cut off, or that waits. */
export function unansweredMessage(
  { messages, finished }: Pick<QueueSnapshot, "messages" | "finished">,
  settings: Heartbeats,
): MemoryRecord | undefined {
  const newest = messages.at(-1);
  if (newest === undefined || newest.id === finished || lastWords(messages, settings) !== undefined) return undefined;
  return messages.findLast((record) => messageBody(record).role === "user");
}

/** What an agent said last in a turn, of which these are the newest messages; undefined where it is not over. */
export function lastWords(messages: readonly MemoryRecord[], { heartbeat }: Heartbeats): string | undefined {
  const [newest, before] = messages.slice(-2).toReversed().map(messageBody);
  if (newest?.role === "assistant") return (newest.calls ?? []).length === 0 ? newest.text : undefined;
  if (!heartbeat || newest?.role !== "tool" || before?.calls === undefined) return undefined;
  return goesOn(before.calls, newest.results ?? []) ? undefined : before.text;
}
