import type { Near } from "./vector-index.ts";

/** Keeps the highest of many scores, in a bounded heap with the lowest on top. */
export class TopScores {
  readonly #limit: number;
  readonly #scores: Float64Array;
  readonly #rows: Int32Array;
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
    this.#scores = new Float64Array(limit);
    this.#rows = new Int32Array(limit);
  }

  add(row: number, score: number): void {
    if (this.#size < this.#limit) this.#rise(this.#size++, row, score);
    else if (score > (this.#scores[0] ?? Number.POSITIVE_INFINITY)) this.#sink(row, score);
  }

  /** Adds the score of every row. */
  addAll(scores: Float64Array): void {
    for (let row = 0; row < scores.length; row += 1) this.add(row, scores[row] as number);
  }

  /** Best first; `numbers` names each row. */
  ranked(numbers: Float64Array): readonly Near[] {
    const found = Array.from(this.#rows.subarray(0, this.#size), (row, at) => ({
      number: numbers[row] ?? 0,
      score: this.#scores[at] ?? 0,
    }));
    return found.sort((a, b) => b.score - a.score || a.number - b.number);
  }

  #rise(from: number, row: number, score: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.#scores[parent] ?? 0) <= score) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#place(at, row, score);
  }

  #sink(row: number, score: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && (this.#scores[child + 1] ?? 0) < (this.#scores[child] ?? 0)) child += 1;
      if ((this.#scores[child] ?? 0) >= score) break;
      this.#move(child, at);
      at = child;
    }
    this.#place(at, row, score);
  }

  #move(from: number, to: number): void {
    this.#place(to, this.#rows[from] ?? 0, this.#scores[from] ?? 0);
  }

  #place(at: number, row: number, score: number): void {
    this.#rows[at] = row;
    this.#scores[at] = score;
  }
}
