/** Turns text into vectors. Its `id` names a vector space: two embedders with one id must give comparable vectors. */
export interface Embedder {
  readonly id: string;
  /** The length of every vector it returns. */
  readonly dimensions: number;
  /** The most texts in one call; core splits larger batches. */
  readonly maxBatch: number;
  /**
   * One vector of length 1 for each text, in order. Text longer than the model reads is cut by the adapter, at its end.
   * @throws EMBEDDER_UNAVAILABLE (retryable), EMBEDDER_REJECTED, EMBEDDER_MISMATCH, MODEL_NOT_FOUND, MODEL_AUTHENTICATION
   */
  embed(
    texts: readonly string[],
    options: { readonly purpose: "document" | "query"; readonly signal?: AbortSignal },
  ): Promise<readonly Float32Array[]>;
}
