import type { ChatMessage, JsonValue } from "../contracts/index.ts";
import { cutText } from "./cut-text.ts";
import type { MessageUnit } from "./message-unit.ts";

/**
 * The messages of a unit with every text cut to so many tokens. Only what is shown is cut; the record stays whole, and
 * the marker says how to read the rest.
 */
export function shortenUnit(unit: MessageUnit, tokens: number): readonly ChatMessage[] {
  if (unit.tokens <= tokens) return unit.messages;
  const id = unit.records.at(-1)?.id ?? "";
  const first = unit.records[0]?.id ?? id;
  return unit.messages.map((message): ChatMessage => {
    const record = message.role === "tool" ? id : first;
    const text = cutText(message.text, tokens, `Read on: conversation_search with id ${record}`);
    if (message.role !== "assistant" || message.calls === undefined) return { ...message, text };
    const calls = message.calls.map((call) => ({ ...call, arguments: shortenArguments(call.arguments, tokens) }));
    return { ...message, text, calls };
  });
}

function shortenArguments<T extends JsonValue>(value: T, tokens: number): T;
function shortenArguments(value: JsonValue, tokens: number): JsonValue {
  if (typeof value === "string") return cutText(value, tokens, "The record holds all of it");
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.slice(0, tokens).map((item: JsonValue) => shortenArguments(item, tokens));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shortenArguments(member, tokens)]));
}
