import type { Connection } from "./connection.ts";
import { openaiError } from "./openai-errors.ts";

/** What a server tells of a model it offers. */
export interface OpenAIModelDescription {
  readonly id: string;
  /** Tokens; OpenAI does not tell, vLLM, OpenRouter, Groq, LM Studio and llama-server do. */
  readonly contextWindow?: number;
}

const WINDOW_NAMES = ["max_model_len", "context_length", "context_window", "max_context_length", "n_ctx", "n_ctx_train"];

export async function listModels(connection: Connection, signal?: AbortSignal): Promise<readonly OpenAIModelDescription[]> {
  const client = await connection.client();
  try {
    const page = await client.models.list(signal ? { signal } : {});
    return page.data.map((model) => describe(model.id, { ...metaOf(model), ...model }));
  } catch (error) {
    signal?.throwIfAborted();
    throw openaiError(error, { part: "MODEL", model: "a list of models", baseURL: connection.baseURL });
  }
}

function describe(id: string, told: Readonly<Record<string, unknown>>): OpenAIModelDescription {
  const contextWindow = WINDOW_NAMES.map((name) => told[name]).find((value) => typeof value === "number");
  return { id, ...(contextWindow !== undefined && { contextWindow }) };
}

/** llama-server tells in a member of its own. */
function metaOf(model: object): object {
  return "meta" in model && typeof model.meta === "object" && model.meta !== null ? model.meta : {};
}
