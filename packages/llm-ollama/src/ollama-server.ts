import type { ChatModel, Embedder } from "@pagefile/core/contracts";
import { connectionTo } from "./connection.ts";
import { describeModel, listModels, type OllamaModelDescription } from "./model-description.ts";
import { OllamaChatModel } from "./ollama-chat-model.ts";
import { findDimensions, OllamaEmbedder } from "./ollama-embedder.ts";
import type { OllamaChatOptions, OllamaEmbedderOptions, OllamaOptions } from "./ollama-options.ts";
import { patientFetch } from "./patient-fetch.ts";

interface Cancellable {
  readonly signal?: AbortSignal;
}

/** The models of one Ollama server. `chat` and `embedder` ask the server nothing; the first use does. */
export interface OllamaServer {
  chat(name: string, options?: OllamaChatOptions): ChatModel;
  embedder(name: string, options: OllamaEmbedderOptions): Embedder;
  /** `chat`, after asking the server for the model's window and capabilities. @throws MODEL_NOT_FOUND, MODEL_UNAVAILABLE */
  resolveChat(name: string, options?: OllamaChatOptions & Cancellable): Promise<ChatModel>;
  /** `embedder`, after asking the server how long its vectors are. @throws MODEL_NOT_FOUND, EMBEDDER_UNAVAILABLE, EMBEDDER_REJECTED */
  resolveEmbedder(name: string, options?: Omit<OllamaEmbedderOptions, "dimensions" | "shorten"> & Cancellable): Promise<Embedder>;
  /** What the server has, newest first. @throws MODEL_UNAVAILABLE */
  list(options?: Cancellable): Promise<readonly OllamaModelDescription[]>;
  /** @throws MODEL_NOT_FOUND, MODEL_UNAVAILABLE */
  describe(name: string, options?: Cancellable): Promise<OllamaModelDescription>;
  /** Whether an Ollama answers, within so many milliseconds. @default timeoutMs 2000 */
  reachable(options?: { readonly timeoutMs?: number }): Promise<boolean>;
}

export function createOllama(options: OllamaOptions = {}): OllamaServer {
  const { host = "http://127.0.0.1:11434", headers = {}, fetch = patientFetch } = options;
  const connection = connectionTo({ host, headers, fetch });
  return {
    chat: (name, chatOptions = {}) => new OllamaChatModel(name, connection, chatOptions),
    embedder: (name, embedderOptions) => new OllamaEmbedder(name, connection, embedderOptions),
    resolveChat: (name, { signal, ...chatOptions } = {}) => new OllamaChatModel(name, connection, chatOptions).resolve(signal),
    async resolveEmbedder(name, { signal, ...embedderOptions } = {}) {
      const dimensions = await findDimensions(connection, name, signal);
      return new OllamaEmbedder(name, connection, { ...embedderOptions, dimensions });
    },
    list: ({ signal } = {}) => listModels(connection, signal),
    describe: (name, { signal } = {}) => describeModel(connection, name, signal),
    async reachable({ timeoutMs = 2000 } = {}) {
      const client = connection.client(AbortSignal.timeout(timeoutMs));
      return client.version().then(
        () => true,
        () => false,
      );
    },
  };
}

/** The Ollama of this machine, at its usual place. */
export const ollama: OllamaServer = /* @__PURE__ */ createOllama();
