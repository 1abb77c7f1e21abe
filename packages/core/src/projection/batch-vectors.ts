import { type Embedder, hashText, isPagefileError, PagefileError, type RecordId } from "../contracts/index.ts";
import type { Pauses } from "./pauses.ts";

export interface TextToEmbed {
  readonly id: RecordId;
  readonly text: string;
}

export interface Embedded {
  readonly vectors: ReadonlyMap<RecordId, Float32Array>;
  /** Texts that the embedder refuses, with its reason. */
  readonly refused: ReadonlyMap<RecordId, string>;
}

/** Vectors of texts, in the embedder's batches, each distinct text once. While the embedder is away it is not asked. */
export class BatchVectors {
  readonly #embedder: Embedder;
  readonly #pauses: Pauses;
  readonly #cache = new Map<string, Float32Array>();
  readonly #capacity: number;

  constructor(embedder: Embedder, pauses: Pauses, capacity = 4_096) {
    this.#embedder = embedder;
    this.#pauses = pauses;
    this.#capacity = capacity;
  }

  /** @throws PagefileError EMBEDDER_UNAVAILABLE, EMBEDDER_MISMATCH, MODEL_NOT_FOUND, MODEL_AUTHENTICATION */
  async of(texts: readonly TextToEmbed[], signal: AbortSignal): Promise<Embedded> {
    const keys = new Map(texts.map(({ id, text }) => [id, `${this.#embedder.id} ${hashText(text)}`]));
    const found = new Map<string, Float32Array>();
    const missing = new Map<string, string>();
    for (const { id, text } of texts) {
      const key = keys.get(id) ?? "";
      const cached = this.#cache.get(key);
      if (cached === undefined) missing.set(key, text);
      else this.#keep(key, cached, found);
    }
    const refused = new Map<string, string>();
    const wanted = [...missing];
    for (let from = 0; from < wanted.length; from += this.#embedder.maxBatch) {
      await this.#embed(wanted.slice(from, from + this.#embedder.maxBatch), { found, refused, signal });
    }
    return { vectors: pick(keys, found), refused: pick(keys, refused) };
  }

  /** A batch that is refused is halved until the text is found that is to blame. */
  async #embed(batch: readonly (readonly [string, string])[], into: Collected): Promise<void> {
    try {
      const vectors = await this.#pauses.guard(async () => {
        const answer = await this.#embedder.embed(
          batch.map(([, text]) => text),
          { purpose: "document", signal: into.signal },
        );
        return batch.map(([key], at) => [key, this.#checked(answer[at])] as const);
      });
      for (const [key, vector] of vectors) this.#keep(key, vector, into.found);
    } catch (error) {
      if (!isPagefileError(error, "EMBEDDER_REJECTED") || error.retryable) throw error;
      const [only] = batch;
      if (batch.length === 1 && only !== undefined) {
        into.refused.set(only[0], error.message);
        return;
      }
      const middle = Math.ceil(batch.length / 2);
      await this.#embed(batch.slice(0, middle), into);
      await this.#embed(batch.slice(middle), into);
    }
  }

  #checked(vector: Float32Array | undefined): Float32Array {
    const { id, dimensions } = this.#embedder;
    if (vector?.length === dimensions) return vector;
    throw new PagefileError(
      "EMBEDDER_MISMATCH",
      `The embedder ${id} declares vectors of ${dimensions} numbers and returned one of ${vector?.length ?? 0}.`,
    );
  }

  /** The map's order is that of use, so the first key is the one not used for longest. */
  #keep(key: string, vector: Float32Array, found: Map<string, Float32Array>): void {
    found.set(key, vector);
    this.#cache.delete(key);
    this.#cache.set(key, vector);
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > this.#capacity && oldest !== undefined) this.#cache.delete(oldest);
  }
}

interface Collected {
  readonly found: Map<string, Float32Array>;
  readonly refused: Map<string, string>;
  readonly signal: AbortSignal;
}

function pick<T>(keys: ReadonlyMap<RecordId, string>, values: ReadonlyMap<string, T>): ReadonlyMap<RecordId, T> {
  const picked = new Map<RecordId, T>();
  for (const [id, key] of keys) {
    const value = values.get(key);
    if (value !== undefined) picked.set(id, value);
  }
  return picked;
}
