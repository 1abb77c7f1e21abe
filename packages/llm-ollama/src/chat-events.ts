import { type ChatEvent, type FinishReason, PagefileError, type Usage } from "@pagefile/core/contracts";

/** A line of Ollama's stream, as far as it is read. Every part is missing on some server or proxy. */
export interface Chunk {
  readonly message?: {
    readonly content?: string;
    readonly thinking?: string;
    readonly tool_calls?: readonly CalledTool[];
  };
  readonly done?: boolean;
  readonly done_reason?: string;
  readonly prompt_eval_count?: number;
  readonly eval_count?: number;
}

interface CalledTool {
  readonly id?: string;
  readonly function: { readonly name: string; readonly arguments?: unknown };
}

/** @throws MODEL_RESPONSE_INVALID when text had to come and none did */
export async function* chatEvents(chunks: AsyncIterable<Chunk>, options: { mustSay: boolean }): AsyncGenerator<ChatEvent> {
  let calls = 0;
  let hasText = false;
  for await (const chunk of chunks) {
    const { thinking = "", content = "", tool_calls: called } = chunk.message ?? {};
    if (thinking !== "") yield { type: "reasoning-delta", text: thinking };
    if (content !== "") yield { type: "text-delta", text: content };
    hasText ||= content !== "";
    for (const call of called ?? []) {
      calls += 1;
      yield {
        type: "tool-call",
        id: call.id || `call_${crypto.randomUUID()}`,
        name: call.function.name,
        arguments: written(call.function.arguments),
      };
    }
    if (chunk.done !== true) continue;
    if (options.mustSay && !hasText && chunk.done_reason === "stop") {
      throw new PagefileError("MODEL_RESPONSE_INVALID", "The model ended its answer without writing the JSON it was asked for.");
    }
    yield { type: "finish", reason: finishReason(chunk.done_reason, calls), usage: usage(chunk) };
  }
}

/** Ollama parses the arguments; an odd model's text it hands on as it came. */
function written(parsed: unknown): string {
  if (typeof parsed === "string") return parsed;
  return parsed === undefined || parsed === null ? "" : JSON.stringify(parsed);
}

function finishReason(reason: string | undefined, calls: number): FinishReason {
  if (reason === "length") return "length";
  if (calls > 0) return "tool-calls";
  // Servers before 0.5 give no reason.
  return reason === "stop" || reason === undefined ? "stop" : "other";
}

function usage({ prompt_eval_count: input, eval_count: output }: Chunk): Usage {
  return { ...(input !== undefined && { inputTokens: input }), ...(output !== undefined && { outputTokens: output }) };
}
