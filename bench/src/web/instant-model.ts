import { setTimeout as pause } from "node:timers/promises";
import type { ChatEvent, ChatModel } from "@pagefile/core/contracts";

/** Answers and summarises at once, so that what is left of a turn is everything but the model. */
export const instantModel: ChatModel = answering("instant", 0);

/** Its first word comes at once and the rest some time later, as from any model: what is done at the end of a turn is not in the way of it. */
export const quickModel: ChatModel = answering("quick", 25);

function answering(id: string, restAfterMs: number): ChatModel {
  return {
    id,
    contextWindow: 8192,
    capabilities: { tools: true, structuredOutput: true, images: false },
    async *stream(): AsyncGenerator<ChatEvent> {
      yield { type: "text-delta", text: "Noted" };
      if (restAfterMs > 0) await pause(restAfterMs);
      yield { type: "text-delta", text: "." };
      yield { type: "finish", reason: "stop" };
    },
  };
}
