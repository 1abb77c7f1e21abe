import { randomUUID } from "node:crypto";
import {
  canonicalJson,
  type Entry,
  genesisHash,
  hashEntry,
  hashPayload,
  type Head,
  type MemoryRecord,
  type Origin,
  PagefileError,
  parseCanonicalJson,
  type RecordContent,
  type RecordId,
  type Seq,
} from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import type { SpaceRow } from "../database/spaces.ts";

/** An entry before it has its place in the chain. `previous` is the seq of the same record's entry before. */
export interface EntryDraft extends Pick<Entry, "operation" | "id" | "version" | "recordedAt" | "origin" | "content"> {
  readonly previous: Seq | undefined;
}

/** Writes entries at the end of one space's chain, inside the transaction that is open. */
export class EntryLog {
  readonly space: number;
  readonly #database: Database;
  #head: Head;

  constructor(database: Database, space: SpaceRow) {
    this.#database = database;
    this.space = space.number;
    this.#head = { seq: space.seq, hash: space.hash };
  }

  /** Chains a draft to the last entry. Returns its seq. */
  write(draft: EntryDraft): Seq {
    const { origin, content, previous, ...rest } = draft;
    const salt = randomUUID().replaceAll("-", "");
    const payload = origin && { payloadHash: hashPayload(salt, origin, content), salt, origin, ...(content && { content }) };
    const chained = { ...rest, payloadHash: "", ...payload, seq: this.#head.seq + 1, previousHash: this.#head.hash };
    return this.add({ ...chained, hash: hashEntry(chained) }, previous);
  }

  /** Takes a whole entry, which must be the next one. Returns its seq. */
  add(entry: Entry, previous: Seq | undefined): Seq {
    const { seq, operation, id, version, recordedAt, origin, content, salt, payloadHash, hash } = entry;
    const payload = origin === undefined ? null : canonicalJson({ content, origin });
    this.#database.run(
      "INSERT INTO entry (space, seq, operation, id, version, previous, recorded_at, payload, salt, payload_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      ...[this.space, seq, operation, id, version, previous ?? null, recordedAt, payload, salt ?? null, payloadHash, hash],
    );
    this.#head = { seq, hash };
    return seq;
  }

  /** Moves the space's head to the last entry written. */
  finish(): Head {
    this.#database.run("UPDATE space SET seq = ?, hash = ? WHERE number = ?", this.#head.seq, this.#head.hash, this.space);
    return this.#head;
  }
}

const selectEntries = `SELECT e.seq, e.operation, e.id, e.version, e.recorded_at AS recordedAt, e.payload, e.salt,
  e.payload_hash AS payloadHash, e.hash,
  (SELECT before.hash FROM entry before WHERE before.space = e.space AND before.seq = e.seq - 1) AS previousHash
  FROM entry e`;

type EntryRow = Omit<Entry, "salt" | "previousHash"> & { salt: string | null; previousHash: string | null; payload: string | null };

/** At most `limit` entries after a seq up to another, in order; each is made when its turn comes, so that one that cannot be read hides none before it. */
export function entriesBetween(database: Database, space: number, range: { after: Seq; to: Seq; limit: number }): Iterable<Entry> {
  const where = "WHERE e.space = ? AND e.seq > ? AND e.seq <= ? ORDER BY e.seq LIMIT ?";
  return made(database.all<EntryRow>(`${selectEntries} ${where}`, space, range.after, range.to, range.limit));
}

function* made(rows: readonly EntryRow[]): Generator<Entry> {
  for (const row of rows) yield entryOf(row);
}

/** Makes `chain` the seqs of one record's entries; parameters: space, id, space. */
export const withChain: string = `WITH RECURSIVE chain (seq) AS (
    SELECT seq FROM record WHERE space = ? AND id = ?
    UNION ALL
    SELECT e.previous FROM chain JOIN entry e ON e.space = ? AND e.seq = chain.seq WHERE e.previous IS NOT NULL
  )`;

/** Every entry of one record, oldest first. */
export function entriesOf(database: Database, space: number, id: RecordId): readonly Entry[] {
  const where = "WHERE e.space = ? AND e.seq IN (SELECT seq FROM chain) ORDER BY e.seq";
  return database.all<EntryRow>(`${withChain} ${selectEntries} ${where}`, space, id, space, space).map(entryOf);
}

function entryOf(row: EntryRow): Entry {
  const { payload, salt, previousHash, ...rest } = row;
  const before = previousHash ?? (row.seq === 1 ? genesisHash : "");
  return { ...rest, previousHash: before, ...(salt !== null && { salt }), ...(payload !== null && payloadOf(payload, row.seq)) };
}

/** What `recordOf` reads of an entry `e`. */
export const recordColumns = "e.id, e.version, e.seq, e.recorded_at AS recordedAt, e.payload";

export type RecordRow = Pick<MemoryRecord, "id" | "version" | "seq" | "recordedAt"> & { readonly payload: string };

export function recordOf(row: RecordRow): MemoryRecord {
  const { payload, ...rest } = row;
  const { content, origin } = payloadOf(payload, row.seq);
  return { ...content, ...rest, origin };
}

function payloadOf(text: string, seq: Seq): { content: RecordContent; origin: Origin } {
  try {
    return (text.includes('"$bytes"') ? parseCanonicalJson(text) : JSON.parse(text)) as { content: RecordContent; origin: Origin };
  } catch (cause) {
    throw new PagefileError("JOURNAL_CORRUPT", `The payload of entry ${seq} cannot be read.`, { cause });
  }
}
