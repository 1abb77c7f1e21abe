import type { ChatEvent, ChatModel, ChatRequest } from "@pagefile/core/contracts";
import { type Chunk, chatEvents } from "./chat-events.ts";
import { type ChatSetup, toOpenAIRequest } from "./chat-request.ts";
import type { Connection } from "./connection.ts";
import { isTooLong, openaiError } from "./openai-errors.ts";
import type { OpenAIChatOptions } from "./openai-options.ts";

/** A chat model over `/chat/completions`, the dialect that every compatible server speaks. */
export class OpenAIChatModel implements ChatModel {
  readonly id: string;
  readonly contextWindow: number;
  readonly capabilities: ChatModel["capabilities"];
  readonly #connection: Connection;
  readonly #setup: Omit<ChatSetup, "schemaForm">;
  /** What the server is known to take. */
  #schemaForm: ChatSetup["schemaForm"] = "json_schema";

  constructor(model: string, connection: Connection, options: OpenAIChatOptions) {
    const { contextWindow = 8192, tools = true, structuredOutput = true } = options;
    const { maxTokensParameter = usualMaxTokensParameter(connection.baseURL) } = options;
    this.id = `openai/${model}`;
    this.contextWindow = contextWindow;
    this.capabilities = { tools, structuredOutput, images: false };
    this.#connection = connection;
    this.#setup = { ...options, model, maxTokensParameter };
  }

  async *stream(request: ChatRequest, options: { readonly signal?: AbortSignal }): AsyncGenerator<ChatEvent> {
    const { signal } = options;
    signal?.throwIfAborted();
    try {
      for await (const event of chatEvents(this.#chunks(request, signal), { mustSay: request.output !== undefined })) {
        // What was received before the abort is not handed on after it.
        signal?.throwIfAborted();
        yield event;
      }
    } catch (error) {
      // The client ends an aborted stream as if it were whole, so this comes before what that looks like.
      signal?.throwIfAborted();
      throw openaiError(error, { part: "MODEL", model: this.#setup.model, baseURL: this.#connection.baseURL });
    }
  }

  async *#chunks(request: ChatRequest, signal: AbortSignal | undefined): AsyncGenerator<Chunk> {
    let isEmpty = true;
    for await (const chunk of await this.#open(request, signal)) {
      isEmpty = false;
      yield chunk;
    }
    signal?.throwIfAborted();
    if (isEmpty) await this.#findCause(request, signal);
  }

  /** llama-cpp-python answers a prompt that is too long with a stream of nothing; without streaming it says what is wrong. */
  async #findCause(request: ChatRequest, signal: AbortSignal | undefined): Promise<void> {
    const client = await this.#connection.client();
    const short = { ...request, maxOutputTokens: 1 };
    const { stream_options: _, ...body } = toOpenAIRequest(short, { ...this.#setup, schemaForm: this.#schemaForm });
    await client.chat.completions.create({ ...body, stream: false }, signal ? { signal } : {});
  }

  /** Begins the answer; where the server refuses `json_schema`, once more with the form it may know. */
  async #open(request: ChatRequest, signal: AbortSignal | undefined): Promise<AsyncIterable<Chunk>> {
    try {
      return await this.#send(request, this.#schemaForm, signal);
    } catch (refusal) {
      if (request.output === undefined || this.#schemaForm === "json_object" || !mayBeTheSchema(refusal)) throw refusal;
      const chunks = await this.#send(request, "json_object", signal).catch(() => {
        throw refusal;
      });
      this.#schemaForm = "json_object";
      return chunks;
    }
  }

  async #send(request: ChatRequest, schemaForm: ChatSetup["schemaForm"], signal?: AbortSignal): Promise<AsyncIterable<Chunk>> {
    const client = await this.#connection.client();
    const body = toOpenAIRequest(request, { ...this.#setup, schemaForm });
    return client.chat.completions.create(body, signal ? { signal } : {});
  }
}

/** llama-cpp-python refuses `json_schema` with 500, most others with 400 or 422. */
function mayBeTheSchema(error: unknown): boolean {
  const status = error instanceof Error && "status" in error ? error.status : undefined;
  return (status === 400 || status === 422 || status === 500) && !isTooLong(error);
}

function usualMaxTokensParameter(baseURL: string): ChatSetup["maxTokensParameter"] {
  return /^https:\/\/(api\.openai\.com|[^/]+\.openai\.azure\.com)\//.test(baseURL) ? "max_completion_tokens" : "max_tokens";
}
