import type { Embedder } from "@pagefile/core/contracts";

/** What an embedder clause works with. */
export class EmbedderContext {
  readonly embedder: Embedder;
  /** Another object for the same model. */
  readonly second: Embedder;
  /** An embedder of a model the same server does not have. */
  readonly unknown: Embedder | undefined;

  constructor(embedder: Embedder, second: Embedder, unknown: Embedder | undefined) {
    this.embedder = embedder;
    this.second = second;
    this.unknown = unknown;
  }

  /** Embeds texts as documents. */
  documents(...texts: readonly string[]): Promise<readonly Float32Array[]> {
    return this.embedder.embed(texts, { purpose: "document" });
  }

  async document(text: string): Promise<Float32Array> {
    const [vector] = await this.documents(text);
    if (vector === undefined) throw new Error("There is no vector for the text.");
    return vector;
  }
}

/** The cosine of two vectors of any length. */
export function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
