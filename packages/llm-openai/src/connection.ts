import type { OpenAI } from "openai";
import type { OpenAIOptions } from "./openai-options.ts";

/** One server, as every part of this package sees it. */
export interface Connection {
  readonly baseURL: string;
  /** Made at the first use, since loading the vendor's client takes a quarter of a second. */
  client(): Promise<OpenAI>;
}

/** The longest a timer can wait: how long a call may take is for its signal to say. */
const FOREVER_MS = 2_147_483_647;

export function connectionTo(options: OpenAIOptions): Connection {
  const { baseURL = "https://api.openai.com/v1", apiKey, fetch } = options;
  const headers = {
    "content-type": "application/json",
    ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
    ...options.headers,
  };
  let client: OpenAI | undefined;
  return {
    baseURL,
    async client() {
      const { OpenAI } = await import("openai");
      // What is not given here the client takes from the environment; the headers that it would make of that are replaced.
      client ??= new OpenAI({
        baseURL,
        apiKey: apiKey ?? "none",
        adminAPIKey: null,
        organization: null,
        project: null,
        webhookSecret: null,
        logLevel: "off",
        // Core retries.
        maxRetries: 0,
        timeout: FOREVER_MS,
        fetch: (input, init) => (fetch ?? globalThis.fetch)(input, { ...init, headers }),
      });
      return client;
    },
  };
}
