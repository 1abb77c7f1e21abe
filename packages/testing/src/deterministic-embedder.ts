import { type Clock, type Embedder, PagefileError } from "@pagefile/core/contracts";

export interface DeterministicEmbedderOptions {
  /** @default 64 */
  readonly dimensions?: number;
  /** @default `hashed-<dimensions>` */
  readonly id?: string;
  /** @default 32 */
  readonly maxBatch?: number;
  /** How long a call takes on `clock`, in milliseconds. @default 0 */
  readonly delayMs?: number;
  readonly clock?: Clock;
}

/** Calls may be made to fail; what was asked can be looked at. */
export interface DeterministicEmbedder extends Embedder {
  /** Every call so far, failed ones included. */
  readonly calls: readonly { readonly texts: readonly string[]; readonly purpose: "document" | "query" }[];
  /** Makes the next `calls` fail with this error. @default EMBEDDER_UNAVAILABLE, retryable */
  failNext(calls: number, error?: Error): void;
}

/**
 * Vectors without a model: words and character trigrams hashed into buckets, length 1. Texts that share words are near to
 * each other; nothing is understood. Good for tests of the machinery, useless for measuring recall.
 */
export function deterministicEmbedder(options: DeterministicEmbedderOptions = {}): DeterministicEmbedder {
  const { dimensions = 64, id = `hashed-${dimensions}`, maxBatch = 32, delayMs = 0, clock } = options;
  if (delayMs > 0 && clock === undefined) throw new TypeError("A delay needs a clock.");
  const calls: { texts: readonly string[]; purpose: "document" | "query" }[] = [];
  const failures: Error[] = [];
  return {
    id,
    dimensions,
    maxBatch,
    calls,
    failNext(count, error = new PagefileError("EMBEDDER_UNAVAILABLE", "The embedder was told to fail.", { retryable: true })) {
      for (let at = 0; at < count; at += 1) failures.push(error);
    },
    async embed(texts, { purpose, signal }) {
      signal?.throwIfAborted();
      calls.push({ texts: [...texts], purpose });
      if (delayMs > 0) await clock?.sleep(delayMs, signal);
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      if (texts.length > maxBatch)
        throw new PagefileError("EMBEDDER_REJECTED", `${texts.length} texts, but at most ${maxBatch} in one call.`);
      return texts.map((text) => embedText(text, dimensions));
    },
  };
}

function embedText(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  const add = (feature: string, weight: number): void => {
    const hash = fnv1a(feature);
    const at = (hash >>> 1) % dimensions;
    vector[at] = (vector[at] ?? 0) + (hash % 2 === 0 ? weight : -weight);
  };
  const folded = text.normalize("NFKC").toLowerCase();
  for (const word of folded.match(/[\p{L}\p{N}]+/gu) ?? []) add(`word ${word}`, 1);
  const characters = [...` ${folded} `];
  for (let at = 0; at + 3 <= characters.length; at += 1) add(`trigram ${characters.slice(at, at + 3).join("")}`, 0.25);
  const length = Math.hypot(...vector);
  if (length === 0) vector[0] = 1;
  return length === 0 ? vector : vector.map((value) => value / length);
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 16)) >>> 0;
}
