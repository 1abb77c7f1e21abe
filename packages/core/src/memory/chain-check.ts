import { type Entry, genesisHash, hashEntry, hashPayload, type Head, type RecordId, type Seq } from "../contracts/index.ts";

/** A record after its newest entry. */
export interface RecordState {
  readonly version: number;
  readonly seq: Seq;
  readonly live: boolean;
  /** Of the newest entry, to hold the current record against. */
  readonly salt: string | undefined;
  readonly payloadHash: string;
}

export interface Break {
  readonly seq: Seq;
  readonly reason: string;
}

/**
 * Recomputes a chain entry by entry: every field of an entry is under a hash, and what a hash cannot say (a payload taken
 * away without an erasure, a version counted wrong, an end that was cut off) is looked at as well.
 */
export class ChainCheck {
  readonly states: Map<RecordId, RecordState> = new Map();
  #head: Head = { seq: 0, hash: genesisHash };
  #broken: Break | undefined;
  /** Records that have an entry without payload and no `erase` yet, with that entry. */
  readonly #stripped = new Map<RecordId, Seq>();

  get head(): Head {
    return this.#head;
  }

  /** The first entry at which the chain does not hold. */
  get broken(): Break | undefined {
    return this.#broken;
  }

  add(entry: Entry): void {
    const { seq, id, version, operation, salt, payloadHash, hash } = entry;
    this.#report(this.#head.seq + 1, this.#fault(entry));
    if (operation === "erase") this.#stripped.delete(id);
    else if (salt === undefined && !this.#stripped.has(id)) this.#stripped.set(id, seq);
    this.states.set(id, { version, seq, live: operation === "put" && salt !== undefined, salt, payloadHash });
    this.#head = { seq, hash };
  }

  /** To be called after the last entry, with the head there should be. */
  end(head: Head): void {
    const { seq, hash } = this.#head;
    if (head.seq > seq) return this.#report(seq + 1, `It is missing; the journal should end at entry ${head.seq}.`);
    if (head.seq !== seq || head.hash !== hash) this.#report(seq, "It is not the entry the journal should end with.");
    // Last, for an entry that does not hold may be the erasure that is missed here.
    for (const [id, at] of this.#stripped) this.#report(at, `Its payload is gone, though the record ${id} was never erased.`);
  }

  #report(seq: Seq, reason: string | undefined): void {
    if (reason !== undefined) this.#broken ??= { seq, reason };
  }

  #fault(entry: Entry): string | undefined {
    if (entry.seq !== this.#head.seq + 1) return `The entry found in its place says it is ${entry.seq}.`;
    if (entry.previousHash !== this.#head.hash) return "It does not follow the entry before it.";
    if (entry.hash !== hashed(() => hashEntry(entry))) return "Its hash is not that of its fields.";
    if (entry.version !== (this.states.get(entry.id)?.version ?? 0) + 1)
      return `Its version ${entry.version} does not follow the record's last one.`;
    return payloadFault(entry);
  }
}

function payloadFault({ operation, origin, content, salt, payloadHash }: Entry): string | undefined {
  const erased = origin === undefined && content === undefined && salt === undefined;
  if (operation === "erase") return erased && payloadHash === "" ? undefined : "It erases and yet has a payload.";
  if (erased) return payloadHash === "" ? "It has no payload hash." : undefined;
  if (origin === undefined || salt === undefined || (content === undefined) === (operation === "put"))
    return "A part of its payload is missing, or too much.";
  return hashed(() => hashPayload(salt, origin, content)) === payloadHash ? undefined : "Its payload is not the one that was hashed.";
}

/** A value that was tampered with may be none that can be hashed. */
export function hashed(hash: () => string): string | undefined {
  try {
    return hash();
  } catch {
    return undefined;
  }
}
