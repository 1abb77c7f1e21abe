import { TopScores } from "./top-scores.ts";
import type { Near, VectorIndex } from "./vector-index.ts";

/** Compares with every vector: one contiguous array of unit vectors, a row each, without holes. */
export class VectorScan implements VectorIndex {
  readonly #dimensions: number;
  readonly #rowOf = new Map<number, number>();
  #numbers = new Float64Array(0);
  #matrix = new Float32Array(0);

  constructor(dimensions: number) {
    this.#dimensions = dimensions;
  }

  get bytes(): number {
    return this.#matrix.byteLength + 24 * this.#numbers.length;
  }

  set(number: number, vector: Uint8Array): void {
    const row = this.#rowOf.get(number) ?? this.#rowOf.size;
    if (row === this.#numbers.length) this.#grow();
    const start = row * this.#dimensions;
    const place = this.#matrix.subarray(start, start + this.#dimensions);
    new Uint8Array(this.#matrix.buffer, place.byteOffset, place.byteLength).set(vector);
    normalize(place);
    this.#numbers[row] = number;
    this.#rowOf.set(number, row);
  }

  delete(number: number): void {
    const row = this.#rowOf.get(number);
    if (row === undefined) return;
    const last = this.#rowOf.size - 1;
    const moved = this.#numbers[last] ?? 0;
    this.#matrix.copyWithin(row * this.#dimensions, last * this.#dimensions, (last + 1) * this.#dimensions);
    this.#matrix.fill(0, last * this.#dimensions, (last + 1) * this.#dimensions);
    this.#numbers[row] = moved;
    this.#rowOf.set(moved, row);
    this.#rowOf.delete(number);
  }

  search(query: Float32Array, limit: number, among?: Iterable<number>): readonly Near[] {
    const unit = normalize(query.slice());
    const best = new TopScores(Math.min(limit, this.#rowOf.size));
    if (among === undefined) {
      const scores = new Float64Array(this.#rowOf.size);
      multiply(unit, this.#matrix, scores);
      best.addAll(scores);
    } else {
      for (const number of among) {
        const row = this.#rowOf.get(number);
        if (row !== undefined) best.add(row, dot(unit, this.#matrix, row * this.#dimensions));
      }
    }
    return best.ranked(this.#numbers);
  }

  #grow(): void {
    const rows = Math.max(16, Math.ceil(this.#numbers.length * 1.5));
    const numbers = new Float64Array(rows);
    const matrix = new Float32Array(rows * this.#dimensions);
    numbers.set(this.#numbers);
    matrix.set(this.#matrix);
    this.#numbers = numbers;
    this.#matrix = matrix;
  }
}

/** The dot product of each row with the query. A loop of its own, with nothing in it but arrays, compiles several times faster. */
function multiply(query: Float32Array, matrix: Float32Array, scores: Float64Array): void {
  for (let row = 0; row < scores.length; row += 1) scores[row] = dot(query, matrix, row * query.length);
}

/** Four sums side by side, so that the processor need not wait for one addition to begin the next. */
function dot(query: Float32Array, matrix: Float32Array, start: number): number {
  const length = query.length;
  const whole = length - (length % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let at = 0;
  for (let from = start; at < whole; at += 4, from += 4) {
    a += (query[at] as number) * (matrix[from] as number);
    b += (query[at + 1] as number) * (matrix[from + 1] as number);
    c += (query[at + 2] as number) * (matrix[from + 2] as number);
    d += (query[at + 3] as number) * (matrix[from + 3] as number);
  }
  for (; at < length; at += 1) a += (query[at] as number) * (matrix[start + at] as number);
  return a + b + (c + d);
}

/** To length 1, in place; a vector of length 0 stays. */
function normalize(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector, 0));
  if (length > 0) for (let at = 0; at < vector.length; at += 1) vector[at] = (vector[at] as number) / length;
  return vector;
}
