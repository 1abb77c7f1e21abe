import { type Embedder, PagefileError, unitVectors } from "@pagefile/core/contracts";
import type { Connection } from "./connection.ts";
import { ollamaError } from "./ollama-errors.ts";
import type { OllamaEmbedderOptions } from "./ollama-options.ts";

/** An embedder over `/api/embed`. The server cuts a text that is longer than the model reads. */
export class OllamaEmbedder implements Embedder {
  readonly id: string;
  readonly dimensions: number;
  readonly maxBatch: number;
  readonly #name: string;
  readonly #connection: Connection;
  readonly #options: OllamaEmbedderOptions;

  constructor(name: string, connection: Connection, options: OllamaEmbedderOptions) {
    const { dimensions, maxBatch = 64, prefixes } = options;
    // What changes the vectors of documents is part of the id: such vectors cannot be compared.
    this.id = ["ollama", name, dimensions, ...(prefixes?.document ? [prefixes.document.trim()] : [])].join("/");
    this.dimensions = dimensions;
    this.maxBatch = maxBatch;
    this.#name = name;
    this.#connection = connection;
    this.#options = options;
  }

  async embed(texts: readonly string[], options: Parameters<Embedder["embed"]>[1]): Promise<readonly Float32Array[]> {
    if (texts.length === 0) return [];
    const { shorten = false, prefixes, keepAlive } = this.#options;
    const prefix = prefixes?.[options.purpose] ?? "";
    const request = {
      model: this.#name,
      // A blank has a vector on every server, an empty text has none on some.
      input: texts.map((text) => prefix + text || " "),
      truncate: true,
      ...(shorten && { dimensions: this.dimensions }),
      ...(keepAlive !== undefined && { keep_alive: keepAlive }),
    };
    const vectors = await embedOnce(this.#connection, request, options.signal);
    return unitVectors(vectors, { count: texts.length, dimensions: this.dimensions, id: this.id });
  }
}

/** The length of the model's vectors, by asking for one. */
export async function findDimensions(connection: Connection, name: string, signal?: AbortSignal): Promise<number> {
  const vectors = await embedOnce(connection, { model: name, input: ["length"] }, signal);
  const length = vectors?.[0]?.length;
  if (!length) throw new PagefileError("EMBEDDER_REJECTED", `${name} returned no vector.`);
  return length;
}

type EmbedRequest = Parameters<ReturnType<Connection["client"]>["embed"]>[0];

async function embedOnce(connection: Connection, request: EmbedRequest, signal?: AbortSignal): Promise<number[][] | undefined> {
  const client = connection.client(signal);
  try {
    return (await client.embed(request)).embeddings;
  } catch (error) {
    signal?.throwIfAborted();
    throw ollamaError(error, { part: "EMBEDDER", model: request.model, host: connection.host });
  }
}
