import { estimateTokens } from "../context/estimate-tokens.ts";
import { type ChatModel, type ChatRequest, type Clock, isPagefileError, type JsonObject } from "../contracts/index.ts";
import { askModel } from "../turn/ask-model.ts";
import { checkArguments } from "../turn/check-arguments.ts";
import { Mistake } from "../turn/mistake.ts";
import type { ModelAnswer } from "../turn/model-answer.ts";
import { parseArguments } from "../turn/parse-arguments.ts";
import { foundSpecification, requestTokens } from "./request.ts";

export interface AskedFound {
  readonly found: JsonObject | Mistake;
  readonly tokens: number;
}

/** One request. An answer that cannot be used comes back as a mistake; a model that does not answer throws. */
export async function askFound(
  model: ChatModel,
  request: ChatRequest,
  options: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<AskedFound> {
  const most = requestTokens(request);
  try {
    const events = askModel(model, request, options);
    let next = await events.next();
    while (next.done !== true) next = await events.next();
    const { usage } = next.value;
    const written = writtenIn(next.value);
    const prompt = most - (request.maxOutputTokens ?? 0);
    const tokens = (usage?.inputTokens ?? prompt) + (usage?.outputTokens ?? estimateTokens(written));
    return { found: judged(next.value, written), tokens };
  } catch (error) {
    options.signal.throwIfAborted();
    if (!isPagefileError(error) || !isAnswer.has(error.code)) throw error;
    return { found: new Mistake("EMPTY", error.message), tokens: most };
  }
}

/** Errors that are about this request and not about the model. */
const isAnswer: ReadonlySet<string> = new Set(["MODEL_RESPONSE_INVALID", "MODEL_CONTEXT_OVERFLOW", "MODEL_REJECTED"]);

/** The arguments of the call, else the text from its first brace to its last: small models talk around what they were asked for. */
function writtenIn({ text, calls }: ModelAnswer): string {
  const call = calls.find(({ name }) => name === foundSpecification.name);
  if (call !== undefined) return call.arguments;
  const [from, to] = [text.indexOf("{"), text.lastIndexOf("}")];
  return from === -1 ? text : text.slice(from, to > from ? to + 1 : undefined);
}

function judged(answer: ModelAnswer, written: string): JsonObject | Mistake {
  if (answer.endless) return new Mistake("ENDLESS", "The answer did not end.");
  if (written.trim() === "") return new Mistake("EMPTY", "The answer was empty.");
  const input = parseArguments(foundSpecification.name, written);
  return input instanceof Mistake ? input : (checkArguments(foundSpecification, input) ?? input);
}
