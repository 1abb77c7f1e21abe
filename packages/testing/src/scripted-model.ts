import { type ChatEvent, type ChatModel, type ChatRequest, PagefileError } from "@pagefile/core/contracts";
import { type DetailedReply, replyEvents, type ScriptedReply } from "./script.ts";
import { countRequestTokens, type StrictWindow } from "./strict-window.ts";

export interface ScriptedModelOptions {
  /** @default "scripted" */
  readonly id?: string;
  /** In tokens. @default 8192 */
  readonly contextWindow?: number;
  /** @default tools, structured output, no images */
  readonly capabilities?: Partial<ChatModel["capabilities"]>;
  /** Reject a request that is over the window with MODEL_CONTEXT_OVERFLOW, as a real server does. @default not checked */
  readonly strict?: StrictWindow;
}

/** Everything it was asked can be looked at. */
export interface ScriptedModel extends ChatModel {
  /** Every request so far, rejected ones included. */
  readonly requests: readonly ChatRequest[];
  /** Adds replies to the end of the script. */
  push(...replies: readonly ScriptedReply[]): void;
}

/**
 * A chat model that answers from a script: a list of replies, one for each request, or one function for all of them.
 * Asked once more than the list is long, it throws a TypeError, for then the test is wrong.
 */
export function scriptedModel(
  script: readonly ScriptedReply[] | ((request: ChatRequest) => ScriptedReply),
  options: ScriptedModelOptions = {},
): ScriptedModel {
  const { id = "scripted", contextWindow = 8192, capabilities, strict } = options;
  const requests: ChatRequest[] = [];
  const replies: ScriptedReply[] = typeof script === "function" ? [] : [...script];
  let ids = 0;
  const nextReply = (request: ChatRequest): ScriptedReply => {
    const reply = replies.shift() ?? (typeof script === "function" ? script(request) : undefined);
    if (reply === undefined) throw new TypeError(`The script has no reply to request ${requests.length}.`);
    return reply;
  };
  return {
    id,
    contextWindow,
    capabilities: { tools: true, structuredOutput: true, images: false, ...capabilities },
    requests,
    push(...more) {
      replies.push(...more);
    },
    async *stream(request, { signal }): AsyncGenerator<ChatEvent> {
      signal?.throwIfAborted();
      requests.push(structuredClone(request));
      if (strict !== undefined) checkWindow(request, contextWindow, strict);
      const reply = await resolveReply(nextReply(request), request);
      for (const event of replyEvents(reply, () => `call-${(ids += 1)}`)) {
        signal?.throwIfAborted();
        yield event;
      }
    },
  };
}

async function resolveReply(reply: ScriptedReply, request: ChatRequest): Promise<DetailedReply> {
  if (typeof reply === "function") return resolveReply(await reply(request), request);
  if (reply instanceof Error) throw reply;
  return typeof reply === "string" ? { text: reply } : reply;
}

function checkWindow(request: ChatRequest, contextWindow: number, strict: StrictWindow): void {
  const tokens = countRequestTokens(request, strict);
  if (tokens <= contextWindow) return;
  throw new PagefileError("MODEL_CONTEXT_OVERFLOW", `The prompt has ${tokens} tokens, the window ${contextWindow}.`);
}
