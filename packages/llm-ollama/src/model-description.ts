import type { ShowResponse } from "ollama";
import type { Connection } from "./connection.ts";
import { ollamaError } from "./ollama-errors.ts";

/** What the server knows of a model it has. */
export interface OllamaModelDescription {
  readonly name: string;
  /** As Ollama names them: "completion", "tools", "thinking", "vision", "embedding", …; empty where the server does not say. */
  readonly capabilities: readonly string[];
  /** Tokens the model was trained to read. */
  readonly contextLength?: number;
}

export async function describeModel(connection: Connection, name: string, signal?: AbortSignal): Promise<OllamaModelDescription> {
  const client = connection.client(signal);
  try {
    const shown = await client.show({ model: name });
    const contextLength = contextLengthOf(shown);
    return { name, capabilities: shown.capabilities ?? [], ...(contextLength === undefined ? {} : { contextLength }) };
  } catch (error) {
    signal?.throwIfAborted();
    throw ollamaError(error, { part: "MODEL", model: name, host: connection.host });
  }
}

/** All models of the server, described, in its order: newest first. */
export async function listModels(connection: Connection, signal?: AbortSignal): Promise<readonly OllamaModelDescription[]> {
  const client = connection.client(signal);
  try {
    const { models } = await client.list();
    return await Promise.all(models.map((model) => describeModel(connection, model.name, signal)));
  } catch (error) {
    signal?.throwIfAborted();
    throw ollamaError(error, { part: "MODEL", model: "any model", host: connection.host });
  }
}

function contextLengthOf(shown: ShowResponse): number | undefined {
  // The client's type says Map; what arrives is a plain object.
  const info = Object.entries(shown.model_info ?? {}) as [string, unknown][];
  const architecture = info.find(([key]) => key === "general.architecture")?.[1];
  const length = info.find(([key]) => key === `${String(architecture)}.context_length`)?.[1];
  return typeof length === "number" ? length : undefined;
}
