/** Where Ollama is, and how to get there. */
export interface OllamaOptions {
  /** @default "http://127.0.0.1:11434" */
  readonly host?: string;
  /** Sent with every request, for example an `authorization` for a proxy in front of the server. */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default patientFetch, which waits for the first token as long as it takes */
  readonly fetch?: typeof fetch;
}

export interface OllamaChatOptions {
  /**
   * Tokens of prompt and answer together, sent as `num_ctx` with every request. Lowered to the length the model was
   * trained with as soon as the server has said what that is.
   * @default 8192
   */
  readonly contextWindow?: number;
  /** Whether tools are offered to the model. @default what the server says of the model, true until it was asked */
  readonly tools?: boolean;
  /** Whether, or how hard, the model reasons before it answers. Never together with a structured output. @default the model's own */
  readonly think?: boolean | "low" | "medium" | "high";
  /** How long the model stays loaded after a call, as in "10m"; -1 is for ever. @default the server's, 5 minutes */
  readonly keepAlive?: string | number;
  /** Further parameters of the model by Ollama's names, such as `top_p` or `num_thread`. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /**
   * Force a named tool by sending its schema as `format` beside it. Only for models whose template writes a call as bare
   * JSON, `{"name": …, "parameters": …}`: with any other template such a request yields text and no call.
   * @default false: the named tool is the only one offered
   */
  readonly forceToolsWithFormat?: boolean;
}

/** What some models want in front of a text, for example "search_query: " and "search_document: " of nomic-embed-text. */
export interface Prefixes {
  readonly query: string;
  readonly document: string;
}

export interface OllamaEmbedderOptions {
  /** The length of the model's vectors. `resolveEmbedder` finds it out by asking. */
  readonly dimensions: number;
  /** Ask the server to cut its vectors to `dimensions`, for models trained to allow that. @default false */
  readonly shorten?: boolean;
  /** @default 64 */
  readonly maxBatch?: number;
  /** @default none */
  readonly prefixes?: Prefixes;
  /** How long the model stays loaded after a call. @default the server's, 5 minutes */
  readonly keepAlive?: string | number;
}
