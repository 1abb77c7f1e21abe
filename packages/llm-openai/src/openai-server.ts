import type { ChatModel, Embedder } from "@pagefile/core/contracts";
import { connectionTo } from "./connection.ts";
import { type OpenAIModelDescription, listModels } from "./model-description.ts";
import { OpenAIChatModel } from "./openai-chat-model.ts";
import { findDimensions, OpenAIEmbedder } from "./openai-embedder.ts";
import type { OpenAIChatOptions, OpenAIEmbedderOptions, OpenAIOptions } from "./openai-options.ts";

interface Cancellable {
  readonly signal?: AbortSignal;
}

/** The models of one OpenAI-compatible server. `chat` and `embedder` ask the server nothing; the first use does. */
export interface OpenAIServer {
  chat(model: string, options?: OpenAIChatOptions): ChatModel;
  embedder(model: string, options: OpenAIEmbedderOptions): Embedder;
  /** `embedder`, after asking the server how long its vectors are. @throws as `embed` does */
  resolveEmbedder(model: string, options?: Omit<OpenAIEmbedderOptions, "dimensions" | "shorten"> & Cancellable): Promise<Embedder>;
  /** What the server offers. @throws MODEL_UNAVAILABLE, MODEL_AUTHENTICATION, MODEL_RATE_LIMITED, MODEL_NOT_FOUND, MODEL_REJECTED */
  models(options?: Cancellable): Promise<readonly OpenAIModelDescription[]>;
}

export function createOpenAI(options: OpenAIOptions = {}): OpenAIServer {
  const connection = connectionTo(options);
  return {
    chat: (model, chatOptions = {}) => new OpenAIChatModel(model, connection, chatOptions),
    embedder: (model, embedderOptions) => new OpenAIEmbedder(model, connection, embedderOptions),
    async resolveEmbedder(model, { signal, ...embedderOptions } = {}) {
      const dimensions = await findDimensions(connection, model, signal);
      return new OpenAIEmbedder(model, connection, { ...embedderOptions, dimensions });
    },
    models: ({ signal } = {}) => listModels(connection, signal),
  };
}
