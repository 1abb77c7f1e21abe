import { summariserInstructions } from "../context/summarise.ts";
import type { ChatEvent, ChatModel } from "../contracts/index.ts";
import { extractiveSummary } from "./extractive-summary.ts";
import { offlineReply } from "./offline-reply.ts";
import { readRequest } from "./read-request.ts";

export interface OfflineModelOptions {
  /** In tokens. @default 8192 */
  readonly contextWindow?: number;
}

/**
 * A chat model without weights: rules that file what they are told through the agent's own tools and answer by quoting
 * what they find, with date and source. The same request always gets the same answer. For when no real model can be had.
 */
export function offlineModel({ contextWindow = 8192 }: OfflineModelOptions = {}): ChatModel {
  return {
    id: "offline",
    contextWindow,
    capabilities: { tools: true, structuredOutput: false, images: false },
    async *stream(request, { signal }): AsyncGenerator<ChatEvent> {
      signal?.throwIfAborted();
      const { system, ...rest } = readRequest(request);
      if (system === summariserInstructions) {
        yield { type: "text-delta", text: extractiveSummary(request.messages.at(-1)?.text ?? "", request.maxOutputTokens ?? 500) };
        yield { type: "finish", reason: "stop" };
        return;
      }
      const reply = offlineReply({ system, ...rest });
      if ("text" in reply) {
        for (const text of reply.text.match(/\s*\S+/g) ?? []) yield { type: "text-delta", text };
        yield { type: "finish", reason: "stop" };
        return;
      }
      for (const [at, { name, arguments: input }] of reply.calls.entries()) {
        yield { type: "tool-call", id: `offline-${rest.results.length + at + 1}`, name, arguments: JSON.stringify(input) };
      }
      yield { type: "finish", reason: "tool-calls" };
    },
  };
}
