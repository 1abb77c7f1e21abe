import type { ChatEvent, ChatModel, ChatRequest, ToolSpecification } from "@pagefile/core/contracts";

/** Every event of one answer. @default the request says hello */
export async function readChat(model: ChatModel, request: Partial<ChatRequest> = {}, signal?: AbortSignal): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  const whole: ChatRequest = { messages: [{ role: "user", text: "Say hello." }], ...request };
  for await (const event of model.stream(whole, signal ? { signal } : {})) events.push(event);
  return events;
}

/** The words of an answer. */
export function chatText(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
}

/** A tool that every model knows how to call. */
export const weatherTool: ToolSpecification = {
  name: "get_weather",
  description: "The weather in a city.",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};
