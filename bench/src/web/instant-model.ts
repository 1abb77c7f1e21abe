import type { ChatEvent, ChatModel } from "@pagefile/core/contracts";

/** Answers and summarises at once, so that what is left of a turn is everything but the model. */
export const instantModel: ChatModel = {
  id: "instant",
  contextWindow: 8192,
  capabilities: { tools: true, structuredOutput: true, images: false },
  async *stream(): AsyncGenerator<ChatEvent> {
    yield { type: "text-delta", text: "Noted." };
    yield { type: "finish", reason: "stop" };
  },
};
