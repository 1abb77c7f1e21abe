import { type ChatModel, type ChatRequest, type Clock, isPagefileError, PagefileError } from "../contracts/index.ts";
import type { AgentEvent } from "./agent-event.ts";
import { type ModelAnswer, readAnswer } from "./model-answer.ts";
import { traced } from "./traced.ts";

export interface AskOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const mostRetries = 3;
const firstWaitMs = 1000;
const longestWaitMs = 60_000;

/** One request, asked again a few times when the server fails in a way that may pass. Throws what does not. */
export async function* askModel(
  model: ChatModel,
  request: ChatRequest,
  { clock, signal }: AskOptions,
): AsyncGenerator<AgentEvent, ModelAnswer> {
  const mostEvents = 1000 + 4 * (request.maxOutputTokens ?? 4096);
  for (let attempt = 0; ; attempt += 1) {
    try {
      return yield* tracedAnswer(model, () => readAnswer(model.stream(request, { signal }), { signal, mostEvents }));
    } catch (error) {
      signal.throwIfAborted();
      if (!isPagefileError(error)) throw foreign(error);
      if (!error.retryable || attempt >= mostRetries) throw error;
      const waitMs = Math.min(longestWaitMs, error.retryAfterMs ?? firstWaitMs * 2 ** attempt);
      yield { type: "retry", reason: error.message, waitMs };
      await clock.sleep(waitMs, signal);
    }
  }
}

function tracedAnswer(model: ChatModel, read: () => ReturnType<typeof readAnswer>): ReturnType<typeof readAnswer> {
  return traced("chat", { target: model.id, "gen_ai.request.model": model.id }, async function* (span) {
    const answer = yield* read();
    span.setAttribute("gen_ai.response.finish_reasons", [answer.reason]);
    const { inputTokens, outputTokens } = answer.usage ?? {};
    if (inputTokens !== undefined) span.setAttribute("gen_ai.usage.input_tokens", inputTokens);
    if (outputTokens !== undefined) span.setAttribute("gen_ai.usage.output_tokens", outputTokens);
    return answer;
  });
}

/** An adapter threw what the contract does not name. A TypeError is a programmer's mistake and stays one. */
function foreign(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError) return error;
  return new PagefileError("MODEL_UNAVAILABLE", `The model failed: ${error.message}`, { cause: error });
}
