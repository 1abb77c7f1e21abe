import { setImmediate as turn } from "node:timers/promises";
import { type FaissIndex, innerProduct } from "./faiss-module.ts";
import { type GraphSource, loadGraph, saveGraph, vectorOfRow } from "./graph-file.ts";
import type { Row } from "./id-map.ts";

const batch = 128;
/** Vectors that are worth a graph file: indexing them anew takes seconds. */
const unsavedAtLeast = 4_096;
/** How many rows a graph is asked for at least: it looks at as many, and finds hardly anything if those are few. */
const depth = 64;

/**
 * The FAISS index of one set. Vectors are only ever added, in the order of the set's rows, so that FAISS's labels are row numbers:
 * faiss-node ends the process when a vector is removed from a graph.
 */
export class LabelIndex {
  readonly #source: GraphSource;
  readonly #index: FaissIndex;
  #rows: number;
  #saved: number;

  private constructor(source: GraphSource, index: FaissIndex, rows: number) {
    this.#source = source;
    this.#index = index;
    this.#rows = rows;
    this.#saved = rows;
  }

  static open(source: GraphSource): LabelIndex {
    const { module, factory, set } = source;
    const { index, rows } = loadGraph(source) ?? { index: module.Index.fromFactory(set.dimensions, factory, innerProduct), rows: 0 };
    return new LabelIndex(source, index, rows);
  }

  /** Adds the rows it lacks, in batches with a turn for others between them. */
  async fill(): Promise<void> {
    const { rows: all } = this.#source.set;
    while (this.#rows < all.length) {
      const rows = all.slice(this.#rows, this.#rows + batch);
      this.#index.add(rows.flatMap((row) => Array.from(vectorOfRow(this.#source, row))));
      this.#rows += rows.length;
      if (this.#rows < all.length) await turn();
    }
  }

  /** The rows nearest to a vector of length 1 and at least `limit`, if there are so many, without those that ended. */
  nearest(vector: Float32Array, limit: number): readonly Row[] {
    const { rows, live } = this.#source.set;
    const asked = Array.from(vector);
    for (let k = Math.max(limit, depth); ; k *= 2) {
      const { labels } = this.#index.search(asked, Math.min(k, this.#rows));
      const found = labels.flatMap((label) => rows[label] ?? []);
      if (found.length >= Math.min(limit, live) || k >= this.#rows) return found;
    }
  }

  /** Writes the graph file where it is worth it; with `always`, wherever it is behind. */
  save({ always }: { readonly always: boolean }): void {
    const unsaved = this.#rows - this.#saved;
    if (unsaved === 0 || (!always && unsaved < Math.max(unsavedAtLeast, this.#saved))) return;
    saveGraph(this.#source, this.#index, this.#rows);
    this.#saved = this.#rows;
  }
}
