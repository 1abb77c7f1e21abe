import type { VectorIndex } from "../../vectors/vector-index.ts";
import { VectorScan } from "../../vectors/vector-scan.ts";
import type { Database } from "../database/database.ts";
import type { VectorSet } from "./vector-sets.ts";

/** A set in memory, up to a revision. */
class Loaded {
  readonly index: VectorIndex;
  #revision = 0;
  #loading: Promise<void> = Promise.resolve();

  constructor(dimensions: number) {
    this.index = new VectorScan(dimensions);
  }

  /** Brings the index to the set's revision. One at a time, so that nothing older overwrites what is newer. */
  async follow(database: Database, set: VectorSet): Promise<void> {
    const before = this.#loading.catch(() => undefined);
    this.#loading = before.then(() => this.#load(database, set));
    await this.#loading;
  }

  async #load(database: Database, { number, revision }: VectorSet): Promise<void> {
    let [from, document] = [this.#revision, Number.MAX_SAFE_INTEGER];
    if (from >= revision) return;
    for (;;) {
      const rows = await database.all<ChangedVector>(selectChanged, number, from, document);
      for (const row of rows) {
        if (row.value === null) this.index.delete(row.document);
        else this.index.set(row.document, row.value);
        [from, document] = [row.revision, row.document];
      }
      if (rows.length < vectorsAtOnce) break;
    }
    this.#revision = revision;
  }
}

interface ChangedVector {
  readonly document: number;
  readonly revision: number;
  readonly value: Uint8Array | null;
}

const vectorsAtOnce = 2_000;
const selectChanged = `SELECT document, revision, value FROM vector_value
  WHERE vector_set = $1 AND (revision, document) > ($2, $3) ORDER BY revision, document LIMIT ${vectorsAtOnce}`;

/** Where there is no pgvector: the sets searched last, in memory and brought up to date at each search. */
export class VectorCache {
  readonly #maxBytes: number;
  /** In the order of use, the least recent first. */
  readonly #loaded = new Map<number, Loaded>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The set's index as the transaction sees it, or newer. */
  async open(database: Database, set: VectorSet): Promise<VectorIndex> {
    const loaded = this.#loaded.get(set.number) ?? new Loaded(set.dimensions);
    this.#loaded.delete(set.number);
    this.#loaded.set(set.number, loaded);
    await loaded.follow(database, set);
    this.#evict();
    return loaded.index;
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
