/** Where the server is, and how to get there. Nothing is read from the environment. */
export interface OpenAIOptions {
  /** Up to and with the version, as in "http://127.0.0.1:8080/v1". @default "https://api.openai.com/v1" */
  readonly baseURL?: string;
  /** Sent as a bearer token. @default none, which many local servers take */
  readonly apiKey?: string | undefined;
  /** Sent with every request, for example `openai-organization`, or the `api-key` of other clouds. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Node's own gives up on a server that sends no header for 300 seconds. @default globalThis.fetch */
  readonly fetch?: typeof fetch;
}

export interface OpenAIChatOptions {
  /** Tokens of prompt and answer together. Servers do not say; set it to what the model, or the server's start, allows. @default 8192 */
  readonly contextWindow?: number;
  /** Whether tools are offered to the model. @default true */
  readonly tools?: boolean;
  /** Whether an answer can be asked for as JSON of a schema. @default true */
  readonly structuredOutput?: boolean;
  /**
   * The name under which the limit of the answer is sent. OpenAI's newer models refuse the old name; most other servers
   * know only that.
   * @default "max_completion_tokens" at api.openai.com and openai.azure.com, else "max_tokens"
   */
  readonly maxTokensParameter?: "max_tokens" | "max_completion_tokens";
  /** Hold the model to the schemas of tools and output exactly; they must then be of the subset that OpenAI documents. @default not sent */
  readonly strict?: boolean;
  /** Ask for the token counts; switch it off for a server that refuses `stream_options`. @default true */
  readonly includeUsage?: boolean;
  /** Further members of the request body by the server's names, such as `top_p` or `reasoning_effort`. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** What some models want in front of a text, for example "query: " and "passage: " of the E5 family. */
export interface Prefixes {
  readonly query: string;
  readonly document: string;
}

export interface OpenAIEmbedderOptions {
  /** The length of the model's vectors. `resolveEmbedder` finds it out by asking. */
  readonly dimensions: number;
  /** Ask the server to cut its vectors to `dimensions`, for models trained to allow that. @default false */
  readonly shorten?: boolean;
  /** @default 64 */
  readonly maxBatch?: number;
  /** @default none */
  readonly prefixes?: Prefixes;
}
