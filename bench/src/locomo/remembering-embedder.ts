import type { Embedder } from "@pagefile/core/contracts";

/** Asks for the vector of each query once, since every variant puts the same questions. */
export function rememberingEmbedder(embedder: Embedder): Embedder {
  const known = new Map<string, Float32Array>();
  const { id, dimensions, maxBatch } = embedder;
  return {
    id,
    dimensions,
    maxBatch,
    async embed(texts, options) {
      const [text = ""] = texts;
      const vector = options.purpose === "query" && texts.length === 1 ? known.get(text) : undefined;
      if (vector !== undefined) return [vector];
      const vectors = await embedder.embed(texts, options);
      if (options.purpose === "query") texts.forEach((one, at) => known.set(one, vectors[at] ?? new Float32Array(dimensions)));
      return vectors;
    },
  };
}
