import type { ChatMessage, ToolSpecification } from "../contracts/index.ts";
import { estimateTokens } from "./estimate-tokens.ts";

/** What a chat template adds around a message, and around a call, on the high side. */
const messageOverhead = 5;
const callOverhead = 8;

/** An estimate of the tokens of one message as sent, calls included. */
export function messageTokens(message: ChatMessage): number {
  let tokens = messageOverhead + estimateTokens(message.text);
  if (message.role === "tool") tokens += estimateTokens(message.name) + callOverhead;
  if (message.role !== "assistant") return tokens;
  for (const call of message.calls ?? []) {
    tokens += callOverhead + estimateTokens(call.name) + estimateTokens(JSON.stringify(call.arguments));
  }
  return tokens;
}

export function messagesTokens(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, message) => sum + messageTokens(message), 0);
}

/** An estimate of the tokens the descriptions of the tools take. JSON is split finely, so its punctuation is counted apart. */
export function toolsTokens(tools: readonly ToolSpecification[]): number {
  if (tools.length === 0) return 0;
  return tools.reduce((sum, tool) => sum + callOverhead + estimateTokens(JSON.stringify(tool)), 0);
}
