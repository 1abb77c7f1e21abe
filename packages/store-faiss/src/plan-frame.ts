import type { IndexedChange, RecordId, RecordKind } from "@pagefile/core/contracts";
import { serves } from "./faiss-capabilities.ts";
import type { IdMap } from "./id-map.ts";
import { unitVector } from "./unit-vector.ts";
import { checksumOf, type LogEntry, type Place } from "./vector-log.ts";

export interface Plan {
  readonly entries: readonly LogEntry[];
  /** One for each `put` among the entries, in order. */
  readonly vectors: readonly Float32Array[];
}

type Put = Extract<IndexedChange, { type: "put" }>;

/** What a batch adds to the log: nothing of what is there already, or older than what is there. */
export function planFrame(ids: IdMap, changes: readonly IndexedChange[], read: (place: Place) => Float32Array | undefined): Plan {
  const entries: LogEntry[] = [];
  const vectors: Float32Array[] = [];
  const sets = new SetNumbers(ids, entries);
  const planned = new Map<RecordId, number>();
  for (const change of changes) {
    const { id, version } = change.type === "put" ? change.record : change;
    const held = ids.held(id);
    const newest = planned.get(id) ?? held.version;
    if (version < newest) continue;
    const vector = change.type === "put" ? vectorOf(change) : undefined;
    if (vector === undefined) {
      const keeps = change.type === "put" && change.document !== undefined && version === newest;
      const empty = !planned.has(id) && version === newest && held.rows.size === 0;
      if (keeps || empty) continue;
      entries.push(["none", id, version]);
    } else {
      const set = sets.of(vector);
      const row = planned.has(id) || version > newest ? undefined : ids.sets[set]?.rows[held.rows.get(set) ?? -1];
      const checksum = checksumOf(vector.values);
      if (row?.checksum === checksum && read(row) !== undefined) continue;
      entries.push(["put", id, version, set, checksum]);
      vectors.push(vector.values);
    }
    planned.set(id, version);
  }
  return { entries, vectors };
}

interface NewVector {
  readonly kind: RecordKind;
  readonly embedder: string;
  readonly values: Float32Array;
}

function vectorOf({ record: { kind }, document, vector }: Put): NewVector | undefined {
  if (vector === undefined || document === undefined || serves[kind] === undefined) return undefined;
  return { kind, embedder: vector.embedder, values: unitVector(vector.values) };
}

/** The numbers of the sets, those that the batch makes included. */
class SetNumbers {
  readonly #ids: IdMap;
  readonly #entries: LogEntry[];
  readonly #made = new Map<string, number>();
  readonly #lengths = new Map<string, number>();

  constructor(ids: IdMap, entries: LogEntry[]) {
    this.#ids = ids;
    this.#entries = entries;
  }

  of({ kind, embedder, values }: NewVector): number {
    this.#ids.checkLength(embedder, this.#lengths.get(embedder) ?? values.length);
    this.#ids.checkLength(embedder, values.length);
    const held = this.#ids.sets.find((set) => set.kind === kind && set.embedder === embedder);
    if (held !== undefined) return held.number;
    const key = `${kind} ${embedder}`;
    const number = this.#made.get(key) ?? this.#ids.sets.length + this.#made.size;
    if (!this.#made.has(key)) this.#entries.push(["set", number, kind, embedder, values.length]);
    this.#made.set(key, number);
    return number;
  }
}
