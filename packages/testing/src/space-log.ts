import {
  canonicalJson,
  type Entry,
  genesisHash,
  hashEntry,
  hashPayload,
  type Head,
  type MemoryRecord,
  type RecordContent,
  type RecordId,
  type Seq,
} from "@pagefile/core/contracts";

/** An entry before it has its place in the chain. */
export type EntryDraft = Pick<Entry, "operation" | "id" | "version" | "recordedAt" | "origin" | "content">;

type Named = Pick<RecordContent, "kind" | "collection" | "key">;

/** The entries of one space and what follows from them: current records, last versions, the holders of names. */
export class SpaceLog {
  #entries: Entry[] = [];
  readonly #current = new Map<RecordId, MemoryRecord>();
  readonly #versions = new Map<RecordId, number>();
  readonly #holders = new Map<string, RecordId>();

  get head(): Head {
    const last = this.#entries.at(-1);
    return { seq: last?.seq ?? 0, hash: last?.hash ?? genesisHash };
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get records(): Iterable<MemoryRecord> {
    return this.#current.values();
  }

  /** The log as it was after an entry, without what was erased since: the entries before it, written anew. */
  at(seq: Seq): SpaceLog {
    const then = new SpaceLog();
    for (const entry of this.#entries.slice(0, seq)) then.add(entry);
    return then;
  }

  current(id: RecordId): MemoryRecord | undefined {
    return this.#current.get(id);
  }

  /** The current record that has this collection and key. */
  holder(named: Named): MemoryRecord | undefined {
    const id = this.#holders.get(nameOf(named));
    return id === undefined ? undefined : this.#current.get(id);
  }

  /** Deletions and erasures counted; 0 for an id never seen. */
  lastVersion(id: RecordId): number {
    return this.#versions.get(id) ?? 0;
  }

  /** A record as one entry wrote it; undefined for a delete and once erased. */
  recordAt(seq: Seq): MemoryRecord | undefined {
    const entry = this.#entries[seq - 1];
    return entry === undefined ? undefined : recordOf(entry);
  }

  /** Chains a draft to the last entry and writes it. */
  write(draft: EntryDraft): Entry {
    const { operation, id, version, recordedAt, origin, content } = draft;
    const { seq, hash: previousHash } = this.head;
    const salt = newSalt();
    const payloadHash = origin === undefined ? "" : hashPayload(salt, origin, content);
    const chained = { seq: seq + 1, operation, id, version, recordedAt, payloadHash, previousHash };
    const payload = { ...(origin && { origin, salt }), ...(content && { content }) };
    return this.add({ ...chained, ...structuredClone(payload), hash: hashEntry(chained) });
  }

  /** Takes an entry as it is, which must be the next one. */
  add(entry: Entry): Entry {
    this.#entries.push(entry);
    this.#versions.set(entry.id, entry.version);
    const before = this.#current.get(entry.id);
    if (before !== undefined) this.#holders.delete(nameOf(before));
    const record = recordOf(entry);
    if (record === undefined) {
      this.#current.delete(entry.id);
    } else {
      this.#current.set(entry.id, record);
      if (record.key !== undefined) this.#holders.set(nameOf(record), entry.id);
    }
    return entry;
  }

  /** Removes the payload of all entries of a record; returns of how many. */
  strip(id: RecordId): number {
    let stripped = 0;
    this.#entries = this.#entries.map((entry) => {
      if (entry.id !== id || entry.salt === undefined) return entry;
      stripped += 1;
      const { origin: _origin, content: _content, salt: _salt, ...rest } = entry;
      return rest;
    });
    return stripped;
  }

  /** Goes back to a head it had, for an append that failed half-way. */
  truncate(seq: Seq): void {
    if (seq === this.head.seq) return;
    const kept = this.#entries.slice(0, seq);
    this.#entries = [];
    for (const map of [this.#current, this.#versions, this.#holders]) map.clear();
    for (const entry of kept) this.add(entry);
  }
}

function recordOf(entry: Entry): MemoryRecord | undefined {
  const { content, origin, id, version, seq, recordedAt } = entry;
  if (entry.operation !== "put" || content === undefined || origin === undefined) return undefined;
  return { ...content, id, version, seq, recordedAt, origin };
}

/** Records without a key share one name that nothing is ever stored under. */
function nameOf({ kind, collection, key }: Named): string {
  return key === undefined ? "" : canonicalJson([kind, collection, key]);
}

function newSalt(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
