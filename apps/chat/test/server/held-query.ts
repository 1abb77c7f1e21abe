import type { Embedder } from "@pagefile/core/contracts";

export interface HeldQuery extends Embedder {
  /** Settles when the query is asked for. */
  readonly asked: Promise<void>;
  /** Lets it be answered, and every one after it. */
  release(): void;
}

/** An embedder that answers one query only when it is let, or given up. */
export function heldQuery(embedder: Embedder, query: string): HeldQuery {
  const asked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const { id, dimensions, maxBatch } = embedder;
  return {
    id,
    dimensions,
    maxBatch,
    asked: asked.promise,
    release: released.resolve,
    async embed(texts, options) {
      if (options.purpose === "query" && texts.includes(query)) {
        asked.resolve();
        await Promise.race([released.promise, aborted(options.signal)]);
      }
      return embedder.embed(texts, options);
    },
  };
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
}
