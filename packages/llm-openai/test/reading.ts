import type { ChatEvent, ChatModel, ChatRequest, PagefileError, ToolSpecification } from "@pagefile/core/contracts";

/** Every event of one answer. */
export async function readAll(model: ChatModel, request: Partial<ChatRequest> = {}, signal?: AbortSignal): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  const whole: ChatRequest = { messages: [{ role: "user", text: "Say hello." }], ...request };
  for await (const event of model.stream(whole, signal ? { signal } : {})) events.push(event);
  return events;
}

export function textOf(events: readonly ChatEvent[]): string {
  return events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
}

/** What a promise rejects with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<PagefileError> {
  try {
    await promise;
  } catch (error) {
    return error as PagefileError;
  }
  throw new Error("It did not reject.");
}

export const weather: ToolSpecification = {
  name: "get_weather",
  description: "The weather in a city.",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};
