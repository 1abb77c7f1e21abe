import type { ChatMessage, ChatRequest, JsonSchema, ToolSpecification } from "@pagefile/core/contracts";
import type { ChatRequest as ClientRequest, Message, Tool } from "ollama";
import type { OllamaChatOptions } from "./ollama-options.ts";

/** What the request is made with besides the request itself. */
export interface ChatSetup extends OllamaChatOptions {
  readonly name: string;
  readonly contextWindow: number;
}

export function toOllamaRequest(request: ChatRequest, setup: ChatSetup): ClientRequest & { stream: true } {
  const tools = offeredTools(request);
  const format = request.output?.schema ?? forcedCall(request, tools, setup);
  // A model that thinks under a format answers with nothing.
  const think = format === undefined ? setup.think : false;
  const parameters: Record<string, unknown> = { ...setup.parameters, num_ctx: setup.contextWindow };
  // 0 means "no limit" to Ollama.
  if (request.maxOutputTokens !== undefined) parameters["num_predict"] = Math.max(1, request.maxOutputTokens);
  if (request.temperature !== undefined) parameters["temperature"] = request.temperature;
  if (request.seed !== undefined) parameters["seed"] = request.seed;
  const body = {
    model: setup.name,
    stream: true as const,
    // Without these two Ollama drops the oldest messages, or the start of the answer, and says nothing.
    truncate: false,
    shift: false,
    messages: request.messages.map(toOllamaMessage),
    options: parameters,
    ...(tools.length > 0 && { tools: tools.map(toOllamaTool) }),
    ...(format !== undefined && { format }),
    ...(think !== undefined && { think }),
    ...(setup.keepAlive !== undefined && { keep_alive: setup.keepAlive }),
  };
  return body;
}

/** Ollama has no tool choice: a named tool is the only one offered. */
function offeredTools({ tools = [], toolChoice = "auto" }: ChatRequest): readonly ToolSpecification[] {
  if (toolChoice === "none") return [];
  return toolChoice === "auto" ? tools : tools.filter((tool) => tool.name === toolChoice.name);
}

function forcedCall(request: ChatRequest, tools: readonly ToolSpecification[], setup: ChatSetup): JsonSchema | undefined {
  const [tool] = tools;
  if (setup.forceToolsWithFormat !== true || typeof request.toolChoice !== "object" || tool === undefined) return undefined;
  return {
    type: "object",
    properties: { name: { const: tool.name }, parameters: tool.parameters },
    required: ["name", "parameters"],
  };
}

function toOllamaMessage(message: ChatMessage): Message {
  if (message.role === "tool") {
    const result = { role: "tool", content: message.text, tool_name: message.name, tool_call_id: message.callId };
    return result;
  }
  if (message.role !== "assistant" || message.calls === undefined) return { role: message.role, content: message.text };
  // The server knows the ids, its client's types do not yet.
  const calls = message.calls.map(({ id, name, arguments: parsed }) => ({ id, function: { name, arguments: parsed } }));
  return { role: "assistant", content: message.text, tool_calls: calls };
}

function toOllamaTool({ name, description, parameters }: ToolSpecification): Tool {
  return { type: "function", function: { name, description, parameters } };
}
