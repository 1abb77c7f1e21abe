import { PagefileError, type RecordId, type RecordKind } from "@pagefile/core/contracts";
import type { LogFrame, Place } from "./vector-log.ts";

export interface Row extends Place {
  readonly id: RecordId;
}

/** The vectors of one embedder and kind. A row's number is its label in the index; one that ended leaves a hole. */
export interface RowSet {
  readonly number: number;
  readonly kind: RecordKind;
  readonly embedder: string;
  readonly dimensions: number;
  readonly rows: (Row | undefined)[];
  live: number;
}

/** What is known of a record: its newest version, and the row of its vector in each set. */
export interface Held {
  readonly version: number;
  readonly rows: ReadonlyMap<number, number>;
}

const nothing: Held = { version: 0, rows: new Map() };

/** Which record each label of each index stands for: the log, replayed. */
export class IdMap {
  readonly records: Map<RecordId, Held> = new Map();
  readonly sets: RowSet[] = [];

  held(id: RecordId): Held {
    return this.records.get(id) ?? nothing;
  }

  /** Follows a frame of the log, and returns the rows that ended with it. */
  follow({ entries, vectorsAt }: LogFrame): readonly Row[] {
    const ended: Row[] = [];
    let offset = vectorsAt;
    for (const entry of entries) {
      if (entry[0] === "set") {
        const [, number, kind, embedder, dimensions] = entry;
        this.sets[number] = { number, kind, embedder, dimensions, rows: [], live: 0 };
        continue;
      }
      const [word, id, version] = entry;
      const held = this.held(id);
      const rows = new Map(held.rows);
      for (const set of held.rows.keys()) {
        if (word === "put" && version === held.version && set !== entry[3]) continue;
        const row = this.#end(set, rows);
        if (row !== undefined) ended.push(row);
      }
      if (word === "put") {
        const [, , , number, checksum] = entry;
        const set = this.set(number);
        rows.set(number, set.rows.push({ id, offset, dimensions: set.dimensions, checksum }) - 1);
        set.live += 1;
        offset += 4 * set.dimensions;
      }
      this.records.set(id, { version, rows });
    }
    return ended;
  }

  /** Forgets a vector that cannot be read, so that verification finds it missing. */
  lose(set: RowSet, { id }: Row): void {
    const { version, rows } = this.held(id);
    const left = new Map(rows);
    this.#end(set.number, left);
    this.records.set(id, { version, rows: left });
  }

  set(number: number): RowSet {
    const set = this.sets[number];
    if (set === undefined) throw new TypeError(`The log names the set ${number} before it makes it.`);
    return set;
  }

  /** @throws PagefileError EMBEDDER_MISMATCH if vectors of the embedder have another length */
  checkLength(embedder: string, dimensions: number): void {
    const other = this.sets.find((set) => set.embedder === embedder && set.dimensions !== dimensions);
    if (other === undefined) return;
    const held = `The store holds vectors of ${other.dimensions} numbers by ${JSON.stringify(embedder)}`;
    throw new PagefileError("EMBEDDER_MISMATCH", `${held}; these have ${dimensions}.`);
  }

  #end(number: number, rows: Map<number, number>): Row | undefined {
    const set = this.set(number);
    const at = rows.get(number) ?? -1;
    const row = set.rows[at];
    rows.delete(number);
    if (row === undefined) return undefined;
    set.rows[at] = undefined;
    set.live -= 1;
    return row;
  }
}
