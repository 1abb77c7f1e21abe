import type { ChatMessage, ChatRequest, ToolSpecification } from "@pagefile/core/contracts";
import type { OpenAI } from "openai";
import type { OpenAIChatOptions } from "./openai-options.ts";

type Body = OpenAI.ChatCompletionCreateParamsStreaming;

/** What the request is made with besides the request itself. */
export interface ChatSetup extends OpenAIChatOptions {
  readonly model: string;
  readonly maxTokensParameter: "max_tokens" | "max_completion_tokens";
  /** `json_object` is for servers that do not know `json_schema`: the schema is then told to the model too. */
  readonly schemaForm: "json_schema" | "json_object";
}

export function toOpenAIRequest(request: ChatRequest, setup: ChatSetup): Body {
  const { tools = [], toolChoice = "auto", output, maxOutputTokens, temperature, seed } = request;
  const { model, strict, includeUsage = true, schemaForm } = setup;
  // Many servers ignore tool_choice, so "none" is said by offering none, and "auto" is what they do anyway.
  const offered = toolChoice === "none" ? [] : tools;
  return {
    ...setup.parameters,
    model,
    stream: true,
    messages: toMessages(request, schemaForm),
    ...(includeUsage && { stream_options: { include_usage: true } }),
    ...(offered.length > 0 && { tools: offered.map((tool) => toTool(tool, strict)) }),
    ...(offered.length > 0 &&
      toolChoice !== "auto" &&
      toolChoice !== "none" && { tool_choice: { type: "function", function: toolChoice } }),
    ...(output !== undefined && { response_format: toResponseFormat(output, setup) }),
    ...(maxOutputTokens !== undefined && { [setup.maxTokensParameter]: maxOutputTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(seed !== undefined && { seed }),
  };
}

function toMessages({ messages, output }: ChatRequest, schemaForm: ChatSetup["schemaForm"]): Body["messages"] {
  const converted = messages.map(toMessage);
  if (output === undefined || schemaForm === "json_schema") return converted;
  return [...converted, { role: "user", content: `Answer only with JSON of this schema: ${JSON.stringify(output.schema)}` }];
}

function toMessage(message: ChatMessage): Body["messages"][number] {
  switch (message.role) {
    case "tool":
      return { role: "tool", tool_call_id: message.callId, content: message.text };
    case "assistant": {
      if (message.calls === undefined || message.calls.length === 0) return { role: "assistant", content: message.text };
      const calls = message.calls.map(({ id, name, arguments: parsed }) => {
        return { id, type: "function" as const, function: { name, arguments: JSON.stringify(parsed) } };
      });
      // Not null, which llama-cpp-python refuses beside calls.
      return { role: "assistant", content: message.text, tool_calls: calls };
    }
    default:
      return { role: message.role, content: message.text };
  }
}

function toTool({ name, description, parameters }: ToolSpecification, strict: boolean | undefined): OpenAI.ChatCompletionTool {
  return { type: "function", function: { name, description, parameters, ...(strict !== undefined && { strict }) } };
}

function toResponseFormat({ name, schema }: NonNullable<ChatRequest["output"]>, setup: ChatSetup): NonNullable<Body["response_format"]> {
  if (setup.schemaForm === "json_schema") {
    return { type: "json_schema", json_schema: { name, schema, ...(setup.strict !== undefined && { strict: setup.strict }) } };
  }
  // llama.cpp and its kin hold the answer to a schema that comes with json_object; others look past it.
  const format = { type: "json_object" as const, schema };
  return format;
}
