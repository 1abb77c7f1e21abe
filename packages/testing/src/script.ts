import type { ChatEvent, ChatRequest, FinishReason, JsonObject, Usage } from "@pagefile/core/contracts";

/** A call to script: arguments as an object, or as the raw (perhaps broken) text a model would write. */
export interface ScriptedCall {
  readonly name: string;
  readonly arguments: JsonObject | string;
  /** @default `call-1`, `call-2`, … over the model's life */
  readonly id?: string;
}

/** One reply with its parts spelt out. */
export interface DetailedReply {
  readonly text?: string;
  readonly reasoning?: string;
  readonly calls?: readonly ScriptedCall[];
  /** @default "tool-calls" with calls, else "stop" */
  readonly finish?: FinishReason;
  /** @default none */
  readonly usage?: Usage;
  /** Breaks the stream off after so many events: it then ends without `finish`. */
  readonly cutAfter?: number;
  /** Thrown after the events, in place of `finish`. */
  readonly error?: Error;
}

/** A text, a failure of the whole request, a reply in detail, or a function of the request that makes one of them. */
export type ScriptedReply = string | Error | DetailedReply | ((request: ChatRequest) => ScriptedReply | Promise<ScriptedReply>);

/** The events of a reply, the final error or cut included; `newId` names calls without an id. */
export function* replyEvents(reply: DetailedReply, newId: () => string): Generator<ChatEvent> {
  const events = [...contentEvents(reply, newId)];
  const { cutAfter = Number.POSITIVE_INFINITY, error, usage } = reply;
  yield* events.slice(0, cutAfter);
  if (error !== undefined) throw error;
  const reason = reply.finish ?? ((reply.calls ?? []).length > 0 ? "tool-calls" : "stop");
  if (events.length < cutAfter) yield { type: "finish", reason, ...(usage && { usage }) };
}

function* contentEvents({ reasoning = "", text = "", calls = [] }: DetailedReply, newId: () => string): Generator<ChatEvent> {
  if (reasoning !== "") yield { type: "reasoning-delta", text: reasoning };
  for (const piece of text.match(/\s*\S+|\s+/gu) ?? []) yield { type: "text-delta", text: piece };
  for (const call of calls) {
    const args = typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments);
    yield { type: "tool-call", id: call.id ?? newId(), name: call.name, arguments: args };
  }
}
