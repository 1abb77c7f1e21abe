import { type ChatEvent, type FinishReason, PagefileError, type Usage } from "@pagefile/core/contracts";
import { ThinkSplitter } from "./think-splitter.ts";
import { type CallPiece, ToolCallAssembler } from "./tool-call-assembler.ts";

/** An event of the stream, as far as it is read. Every part is missing, or null, on some server. */
export interface Chunk {
  readonly choices?: readonly Choice[] | null;
  readonly usage?: {
    readonly prompt_tokens?: number | null;
    readonly completion_tokens?: number | null;
    readonly prompt_tokens_details?: { readonly cached_tokens?: number | null } | null;
  } | null;
}

interface Choice {
  readonly delta?: {
    readonly content?: string | null;
    readonly refusal?: string | null;
    /** llama.cpp, DeepSeek, vLLM; the others say `reasoning`. */
    readonly reasoning_content?: string | null;
    readonly reasoning?: string | null;
    readonly tool_calls?: readonly CallPiece[] | null;
  } | null;
  readonly finish_reason?: string | null;
}

/** @throws MODEL_UNAVAILABLE when the stream ends too early, MODEL_RESPONSE_INVALID when text had to come and none did */
export async function* chatEvents(chunks: AsyncIterable<Chunk>, options: { mustSay: boolean }): AsyncGenerator<ChatEvent> {
  const answer = new ThinkSplitter();
  const calls = new ToolCallAssembler();
  let reason: string | undefined;
  let usage: Chunk["usage"];
  let refused = false;
  for await (const chunk of chunks) {
    usage = chunk.usage ?? usage;
    const choice = chunk.choices?.[0];
    const { content, refusal, reasoning_content: thought, reasoning, tool_calls: pieces } = choice?.delta ?? {};
    if (thought || reasoning) yield { type: "reasoning-delta", text: thought || reasoning || "" };
    if (content) yield* answer.push(content);
    if (refusal) yield { type: "text-delta", text: refusal };
    for (const piece of pieces ?? []) calls.add(piece);
    refused ||= Boolean(refusal);
    reason = choice?.finish_reason || reason;
  }
  yield* answer.end();
  if (reason === undefined) throw new PagefileError("MODEL_UNAVAILABLE", "The stream ended before the answer did.", { retryable: true });
  if (options.mustSay && !answer.hasSaid && reason === "stop" && !refused) {
    throw new PagefileError("MODEL_RESPONSE_INVALID", "The model ended its answer without writing the JSON it was asked for.");
  }
  const called = calls.finished();
  yield* called;
  yield { type: "finish", reason: refused ? "refusal" : finishReason(reason, called.length), ...(usage && { usage: toUsage(usage) }) };
}

function finishReason(reason: string, calls: number): FinishReason {
  if (reason === "length" || reason === "max_tokens") return "length";
  if (reason === "content_filter") return "refusal";
  // Some servers say "stop" after a call, others name it after a call that never came.
  if (calls > 0) return "tool-calls";
  return reason === "stop" ? "stop" : "other";
}

function toUsage(usage: NonNullable<Chunk["usage"]>): Usage {
  const { prompt_tokens: input, completion_tokens: output, prompt_tokens_details: details } = usage;
  return {
    ...(typeof input === "number" && { inputTokens: input }),
    ...(typeof output === "number" && { outputTokens: output }),
    ...(typeof details?.cached_tokens === "number" && { cachedTokens: details.cached_tokens }),
  };
}
