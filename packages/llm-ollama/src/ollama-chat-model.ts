import type { ChatEvent, ChatModel, ChatRequest } from "@pagefile/core/contracts";
import { chatEvents } from "./chat-events.ts";
import { toOllamaRequest } from "./chat-request.ts";
import type { Connection } from "./connection.ts";
import { describeModel, type OllamaModelDescription } from "./model-description.ts";
import { ollamaError } from "./ollama-errors.ts";
import type { OllamaChatOptions } from "./ollama-options.ts";

/**
 * A chat model over `/api/chat`. Before its first call it asks the server once what the model can do; `contextWindow` and
 * `capabilities` are what was asked for until then, and what is true from then on.
 */
export class OllamaChatModel implements ChatModel {
  readonly id: string;
  readonly #name: string;
  readonly #connection: Connection;
  readonly #options: OllamaChatOptions;
  #description: OllamaModelDescription | undefined;

  constructor(name: string, connection: Connection, options: OllamaChatOptions) {
    this.id = `ollama/${name}`;
    this.#name = name;
    this.#connection = connection;
    this.#options = options;
  }

  get contextWindow(): number {
    const { contextWindow = 8192 } = this.#options;
    return Math.min(contextWindow, this.#description?.contextLength ?? contextWindow);
  }

  get capabilities(): ChatModel["capabilities"] {
    return { tools: this.#options.tools ?? this.#knownTools ?? true, structuredOutput: true, images: false };
  }

  /** Asks the server what the model can do, if it was not asked before. */
  async resolve(signal?: AbortSignal): Promise<this> {
    this.#description ??= await describeModel(this.#connection, this.#name, signal);
    return this;
  }

  async *stream(request: ChatRequest, options: { readonly signal?: AbortSignal }): AsyncGenerator<ChatEvent> {
    const { signal } = options;
    signal?.throwIfAborted();
    // Ends the request also when the reader stops reading.
    const reading = new AbortController();
    const client = this.#connection.client(signal ? AbortSignal.any([signal, reading.signal]) : reading.signal);
    try {
      await this.resolve(signal);
      const setup = { ...this.#options, name: this.#name, contextWindow: this.contextWindow };
      const chunks = await client.chat(toOllamaRequest(request, setup));
      for await (const event of chatEvents(chunks, { mustSay: request.output !== undefined })) {
        // What was received before the abort is not handed on after it.
        signal?.throwIfAborted();
        yield event;
      }
    } catch (error) {
      signal?.throwIfAborted();
      throw ollamaError(error, { part: "MODEL", model: this.#name, host: this.#connection.host });
    } finally {
      reading.abort();
    }
  }

  get #knownTools(): boolean | undefined {
    const { capabilities = [] } = this.#description ?? {};
    return capabilities.length === 0 ? undefined : capabilities.includes("tools");
  }
}
