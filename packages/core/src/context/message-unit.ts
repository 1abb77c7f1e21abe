import type { ChatMessage, KeptResult, MemoryRecord, MessageBody } from "../contracts/index.ts";
import { messagesTokens } from "./chat-size.ts";
import { messageBody } from "./message-body.ts";

/**
 * What is evicted, kept and shown together: one message, or an assistant's calls with all their results. `messages` is
 * what the model is shown of it, which can be nothing: results without their calls would make every later request fail.
 */
export interface MessageUnit {
  readonly records: readonly MemoryRecord[];
  readonly messages: readonly ChatMessage[];
  readonly tokens: number;
}

/** Groups the messages of the queue, oldest first, and repairs what a cut or an import broke apart. */
export function toUnits(records: readonly MemoryRecord[]): readonly MessageUnit[] {
  const units: MessageUnit[] = [];
  let session: unknown;
  for (let at = 0; at < records.length; at += 1) {
    const record = records[at];
    if (record === undefined) break;
    const body = messageBody(record);
    const following = records[at + 1];
    if (body.role === "user") {
      const stamp = record.attributes["session"] === session ? "" : timeStamp(record);
      units.push(unit([record], [{ role: "user", text: stamp + userText(body) }]));
    } else if (body.role === "assistant" && (body.calls ?? []).length > 0) {
      const results = following === undefined ? undefined : resultsOf(body, following);
      units.push(unit(results && following ? [record, following] : [record], callMessages(body, results ?? [])));
      if (results !== undefined) at += 1;
    } else if (body.role === "assistant") {
      units.push(unit([record], body.text === "" ? [] : [{ role: "assistant", text: body.text }]));
    } else {
      units.push(unit([record], []));
    }
    session = record.attributes["session"];
  }
  return units;
}

/** What a user said, with the name of who spoke where there is one. */
export function userText({ speaker, text }: MessageBody): string {
  return speaker === undefined ? text : `${speaker}: ${text}`;
}

function unit(records: readonly MemoryRecord[], messages: readonly ChatMessage[]): MessageUnit {
  return { records, messages, tokens: messagesTokens(messages) };
}

/** The results in a message, if they answer one of the calls. */
function resultsOf(body: MessageBody, following: MemoryRecord): readonly KeptResult[] | undefined {
  const { role, results = [] } = messageBody(following);
  if (role !== "tool") return undefined;
  return results.some(({ callId }) => body.calls?.some(({ id }) => id === callId)) ? results : undefined;
}

/** An assistant's calls and one result for each, in order. */
function callMessages(body: MessageBody, results: readonly KeptResult[]): readonly ChatMessage[] {
  const calls = body.calls ?? [];
  const answers = calls.map(({ id, name }): ChatMessage => {
    const text = results.find(({ callId }) => callId === id)?.text ?? "No result of this call was kept.";
    return { role: "tool", callId: id, name, text };
  });
  return [{ role: "assistant", text: body.text, calls }, ...answers];
}

/** A session's first message carries its time, so that the model knows how long ago it was. */
function timeStamp(record: MemoryRecord): string {
  return `[${(record.occurredAt ?? record.createdAt).slice(0, 16).replace("T", " ")} UTC] `;
}
