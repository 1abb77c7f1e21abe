import type { ChatRequest } from "@pagefile/core/contracts";

/** How a strict model counts. */
export interface StrictWindow {
  /** How much more (or, negative, less) the model counts than the plain count: 0.2 is 20 % more. @default 0 */
  readonly bias?: number;
}

/**
 * The tokens of a request as a strict scripted model counts them: a token for each CJK character and for every four other
 * bytes of a word, four for each message, the tools' JSON included; then times `1 + bias`, rounded up.
 */
export function countRequestTokens(request: ChatRequest, { bias = 0 }: StrictWindow = {}): number {
  let tokens = 0;
  for (const message of request.messages) {
    tokens += 4 + countText(message.text);
    if (message.role === "assistant")
      for (const call of message.calls ?? []) tokens += 4 + countText(call.name) + countText(JSON.stringify(call.arguments));
    if (message.role === "tool") tokens += countText(message.name);
  }
  if (request.tools !== undefined && request.tools.length > 0) tokens += countText(JSON.stringify(request.tools));
  if (request.output !== undefined) tokens += countText(JSON.stringify(request.output));
  return Math.ceil(tokens * (1 + bias));
}

/** The tokens of a text, before any bias. */
export function countText(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu,
  )) {
    tokens += Math.ceil(new TextEncoder().encode(piece).length / 4);
  }
  return tokens;
}
