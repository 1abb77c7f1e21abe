import type { Database } from "../database/database.ts";
import type { VectorIndex } from "../../vectors/vector-index.ts";
import { VectorScan } from "../../vectors/vector-scan.ts";
import type { VectorSet } from "./vector-sets.ts";

interface Loaded {
  readonly index: VectorIndex;
  readonly revision: number;
}

/** The sets searched last, in memory and brought up to date at each search. */
export class VectorCache {
  readonly #maxBytes: number;
  /** In the order of use, the least recent first. */
  readonly #loaded = new Map<number, Loaded>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The set's index as the database has it now. */
  open(database: Database, set: VectorSet): VectorIndex {
    const { index, revision } = this.#loaded.get(set.number) ?? { index: new VectorScan(set.dimensions), revision: 0 };
    if (revision < set.revision) {
      const changed = "SELECT document, value FROM vector WHERE vector_set = ? AND revision > ? ORDER BY revision";
      for (const row of database.iterate<{ document: number; value: Uint8Array | null }>(changed, set.number, revision)) {
        if (row.value === null) index.delete(row.document);
        else index.set(row.document, row.value);
      }
    }
    this.#loaded.delete(set.number);
    this.#loaded.set(set.number, { index, revision: set.revision });
    this.#evict();
    return index;
  }

  /** Lets go of the least recently used, but never of the one in use. */
  #evict(): void {
    let bytes = [...this.#loaded.values()].reduce((sum, { index }) => sum + index.bytes, 0);
    for (const [number, { index }] of this.#loaded) {
      if (bytes <= this.#maxBytes || this.#loaded.size === 1) return;
      this.#loaded.delete(number);
      bytes -= index.bytes;
    }
  }
}
