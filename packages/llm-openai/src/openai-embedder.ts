import { type Embedder, PagefileError, unitVectors } from "@pagefile/core/contracts";
import type { Connection } from "./connection.ts";
import { isTooLong, openaiError } from "./openai-errors.ts";
import type { OpenAIEmbedderOptions } from "./openai-options.ts";

/** Under this many characters, "too long" cannot be true of any text. */
const SHORTEST = 64;

/**
 * An embedder over `/embeddings`. These servers refuse a batch in which a text is too long, and do not say which; so the
 * longest are cut by a third and the batch is sent again, until it is taken.
 */
export class OpenAIEmbedder implements Embedder {
  readonly id: string;
  readonly dimensions: number;
  readonly maxBatch: number;
  readonly #model: string;
  readonly #connection: Connection;
  readonly #options: OpenAIEmbedderOptions;

  constructor(model: string, connection: Connection, options: OpenAIEmbedderOptions) {
    const { dimensions, maxBatch = 64, prefixes } = options;
    // What changes the vectors of documents is part of the id: such vectors cannot be compared.
    this.id = ["openai", model, dimensions, ...(prefixes?.document ? [prefixes.document.trim()] : [])].join("/");
    this.dimensions = dimensions;
    this.maxBatch = maxBatch;
    this.#model = model;
    this.#connection = connection;
    this.#options = options;
  }

  async embed(texts: readonly string[], options: Parameters<Embedder["embed"]>[1]): Promise<readonly Float32Array[]> {
    if (texts.length === 0) return [];
    const { shorten = false, prefixes } = this.#options;
    const prefix = prefixes?.[options.purpose] ?? "";
    const request = {
      model: this.#model,
      // OpenAI refuses an empty text, and takes a blank.
      input: texts.map((text) => prefix + text || " "),
      ...(shorten && { dimensions: this.dimensions }),
    };
    const vectors = await embedFitting(this.#connection, request, options.signal);
    return unitVectors(vectors, { count: texts.length, dimensions: this.dimensions, id: this.id });
  }
}

/** The length of the model's vectors, by asking for one. */
export async function findDimensions(connection: Connection, model: string, signal?: AbortSignal): Promise<number> {
  const [vector] = (await embedFitting(connection, { model, input: ["length"] }, signal)) ?? [];
  if (!vector?.length) throw new PagefileError("EMBEDDER_REJECTED", `${model} returned no vector.`);
  return vector.length;
}

interface EmbedRequest {
  readonly model: string;
  readonly input: readonly string[];
  readonly dimensions?: number;
}

async function embedFitting(connection: Connection, request: EmbedRequest, signal?: AbortSignal): Promise<number[][] | undefined> {
  const client = await connection.client();
  try {
    const body = { ...request, input: [...request.input], encoding_format: "float" as const };
    const reply: { data?: { index: number; embedding: number[] }[] } = await client.embeddings.create(body, signal ? { signal } : {});
    return reply.data?.toSorted((a, b) => a.index - b.index).map((item) => item.embedding);
  } catch (error) {
    signal?.throwIfAborted();
    const longest = Math.max(...request.input.map((text) => text.length));
    if (!isTooLong(error) || longest <= SHORTEST) {
      throw openaiError(error, { part: "EMBEDDER", model: request.model, baseURL: connection.baseURL });
    }
    const limit = Math.floor((longest * 2) / 3);
    return embedFitting(connection, { ...request, input: request.input.map((text) => cut(text, limit)) }, signal);
  }
}

/** At most so many characters, and no half of one. */
function cut(text: string, limit: number): string {
  return text.length <= limit ? text : text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, "");
}
