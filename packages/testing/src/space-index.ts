import {
  type RecordQuery,
  type IndexDocument,
  type IndexedChange,
  matchesFilter,
  type MemoryRecord,
  PagefileError,
  type RecordId,
  type StoreCapabilities,
} from "@pagefile/core/contracts";

/** A record a store holds, with everything its arms look at. */
export interface IndexedRecord {
  readonly record: MemoryRecord;
  readonly document: IndexDocument;
  /** Its place in its group; 0 without a group. */
  readonly position: number;
  readonly vectors: Map<string, Float32Array>;
}

/** What a store holds of one space. */
export class SpaceIndex {
  readonly #capabilities: StoreCapabilities;
  readonly #held = new Map<RecordId, IndexedRecord>();
  /** The newest version seen of every record, removed ones too, so that a late change finds its better. */
  readonly #versions = new Map<RecordId, number>();
  /** How many records were ever written to each group. */
  readonly #groups = new Map<string, number>();
  readonly #dimensions = new Map<string, number>();

  constructor(capabilities: StoreCapabilities) {
    this.#capabilities = capabilities;
  }

  get records(): Iterable<IndexedRecord> {
    return this.#held.values();
  }

  /** All records of the kinds a query asks for, its filter not looked at. */
  ofKinds(query: RecordQuery): IndexedRecord[] {
    return [...this.#held.values()].filter(({ record }) => query.kinds.includes(record.kind));
  }

  /** The length of the vectors held for an embedder; undefined before the first. */
  dimensions(embedder: string): number | undefined {
    return this.#dimensions.get(embedder);
  }

  apply(changes: readonly IndexedChange[]): void {
    for (const change of changes) if (change.type === "put") this.#checkVector(change.vector);
    for (const change of changes) {
      const [id, version] = change.type === "put" ? [change.record.id, change.record.version] : [change.id, change.version];
      if (version < (this.#versions.get(id) ?? 0)) continue;
      this.#versions.set(id, version);
      if (change.type === "put" && change.document !== undefined && this.#capabilities.serves[change.record.kind] !== undefined) {
        this.#put(structuredClone(change.record), structuredClone(change.document), change.vector);
      } else {
        this.#held.delete(id);
      }
    }
  }

  #put(record: MemoryRecord, document: IndexDocument, vector: Vector): void {
    const before = this.#held.get(record.id);
    const group = groupOf(record, document);
    const stays = before !== undefined && groupOf(before.record, before.document) === group;
    const position = stays ? before.position : this.#nextPosition(group);
    const vectors = before?.record.version === record.version ? before.vectors : new Map<string, Float32Array>();
    if (vector !== undefined) vectors.set(vector.embedder, vector.values.slice());
    this.#held.set(record.id, { record, document, position, vectors });
  }

  #nextPosition(group: string | undefined): number {
    if (group === undefined) return 0;
    const position = (this.#groups.get(group) ?? 0) + 1;
    this.#groups.set(group, position);
    return position;
  }

  #checkVector(vector: Vector): void {
    if (vector === undefined) return;
    const { length } = vector.values;
    const expected = this.#dimensions.get(vector.embedder) ?? length;
    if (length !== expected) throw new PagefileError("EMBEDDER_MISMATCH", `A vector of ${length} numbers among vectors of ${expected}.`);
    this.#dimensions.set(vector.embedder, length);
  }
}

type Vector = { readonly embedder: string; readonly values: Float32Array } | undefined;

/** A session and a document of one name are two groups. */
export function groupOf(record: MemoryRecord, document: IndexDocument): string | undefined {
  return document.group === undefined ? undefined : `${record.kind} ${document.group}`;
}

/** Whether a record passes a query's filter. */
export function passes(query: RecordQuery, record: MemoryRecord): boolean {
  return query.filter === undefined || matchesFilter(query.filter, record);
}
