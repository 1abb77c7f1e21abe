import type { Embedder } from "../contracts/index.ts";

/** The same embedder for one read: what several of its searches ask about is embedded once. */
export function embedOnce(embedder: Embedder): Embedder {
  const asked = new Map<string, ReturnType<Embedder["embed"]>>();
  const { id, dimensions, maxBatch } = embedder;
  return {
    id,
    dimensions,
    maxBatch,
    embed(texts, options) {
      const key = `${options.purpose} ${JSON.stringify(texts)}`;
      const vectors = asked.get(key) ?? embedder.embed(texts, options);
      asked.set(key, vectors);
      return vectors;
    },
  };
}
