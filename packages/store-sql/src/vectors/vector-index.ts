/** Vectors of one length under numbers, searched by cosine. In memory; a faster kernel takes this one's place here. */
export interface VectorIndex {
  /** How much memory it holds. */
  readonly bytes: number;
  /** `vector` as little-endian 32-bit floats. Replaces the number's vector. */
  set(number: number, vector: Uint8Array): void;
  delete(number: number): void;
  /** The `limit` nearest, best first; only `among` these where given. */
  search(query: Float32Array, limit: number, among?: Iterable<number>): readonly Near[];
}

export interface Near {
  readonly number: number;
  /** Cosine, -1 to 1; 0 with a vector of length 0. */
  readonly score: number;
}
