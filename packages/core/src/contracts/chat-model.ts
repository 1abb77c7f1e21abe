import type { KeptCall } from "./bodies.ts";
import type { JsonSchema } from "./json.ts";

/** What a model is told a tool is. `parameters` is a JSON Schema of type object. */
export interface ToolSpecification {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonSchema;
}

export type ChatMessage =
  | { readonly role: "system"; readonly text: string }
  | { readonly role: "user"; readonly text: string }
  | { readonly role: "assistant"; readonly text: string; readonly calls?: readonly KeptCall[] }
  /** The result of one call. Core sends one for every call of the assistant's message before, in order. */
  | { readonly role: "tool"; readonly callId: string; readonly name: string; readonly text: string };

export interface ChatRequest {
  /** At most one system message, and that first. */
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly ToolSpecification[];
  /** A name forces that tool, where the server can. @default "auto" */
  readonly toolChoice?: "auto" | "none" | { readonly name: string };
  /** The answer must be JSON of this schema. Core never sends it together with tools. */
  readonly output?: { readonly name: string; readonly schema: JsonSchema };
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly seed?: number;
}

/** Tokens as the server counted them. Every part is optional, since many servers report none. */
export interface Usage {
  /** The whole prompt, cached part included. */
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly cachedTokens?: number;
}

/** `length`: cut off by a token limit, so the last call or sentence may be incomplete. */
export type FinishReason = "stop" | "tool-calls" | "length" | "refusal" | "other";

/**
 * A stream is any number of deltas and calls, then exactly one `finish`. A stream that ends without it, or throws, broke
 * off. `arguments` is the text the model wrote, parsed by nobody: core alone decides whether it is a call.
 */
export type ChatEvent =
  | { readonly type: "text-delta"; readonly text: string }
  | { readonly type: "reasoning-delta"; readonly text: string }
  | { readonly type: "tool-call"; readonly id: string; readonly name: string; readonly arguments: string }
  | { readonly type: "finish"; readonly reason: FinishReason; readonly usage?: Usage };

/** A language model that chats. The adapter makes missing call ids, unique within a process. */
export interface ChatModel {
  readonly id: string;
  /** Tokens of prompt and answer together. */
  readonly contextWindow: number;
  readonly capabilities: { readonly tools: boolean; readonly structuredOutput: boolean; readonly images: boolean };
  /**
   * Nothing is sent before the first `next()`. An aborted signal ends the request on the wire and throws its reason.
   * @throws MODEL_UNAVAILABLE (retryable), MODEL_RATE_LIMITED (retryable), MODEL_AUTHENTICATION, MODEL_NOT_FOUND,
   * MODEL_REJECTED, MODEL_CONTEXT_OVERFLOW, MODEL_RESPONSE_INVALID
   */
  stream(request: ChatRequest, options: { readonly signal?: AbortSignal }): AsyncIterable<ChatEvent>;
}
