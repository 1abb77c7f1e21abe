import type { Entry, Head, RecordId, Seq } from "@pagefile/core/contracts";
import { chained, type EntryDraft, entryOf, type EntryRow, payloadText } from "../../journal/entries.ts";
import type { EntryRange } from "../../journal/entry-page.ts";
import type { Database } from "../database/database.ts";
import type { SpaceRow } from "../database/spaces.ts";
import { entriesApart } from "../../journal/milestone.ts";
import { setMilestone } from "../past/milestones.ts";

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

  /** Chains a draft to the last entry; `previous` is the seq of the same record's entry before. Returns its seq. */
  write(draft: EntryDraft, previous: Seq | undefined): Seq {
    return this.add(chained(draft, this.#head), previous);
  }

  /** Takes a whole entry, which must be the next one. Returns its seq. */
  add(entry: Entry, previous: Seq | undefined): Seq {
    const { seq, operation, id, version, recordedAt, salt, payloadHash, hash } = entry;
    this.#database.run(
      "INSERT INTO entry (space, seq, operation, id, version, previous, recorded_at, payload, salt, payload_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      ...[this.space, seq, operation, id, version, previous ?? null, recordedAt, payloadText(entry), salt ?? null, payloadHash, hash],
    );
    if (seq % entriesApart === 0) setMilestone(this.#database, this.space, entry);
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

/** At most `limit` entries after a seq up to another, in order; each is made when its turn comes, so that one that cannot be read hides none before it. */
export function entriesBetween(database: Database, space: number, range: { after: Seq; to: Seq; limit: number }): Iterable<Entry> {
  const where = "WHERE e.space = ? AND e.seq > ? AND e.seq <= ? ORDER BY e.seq LIMIT ?";
  return made(database.all<EntryRow>(`${selectEntries} ${where}`, space, range.after, range.to, range.limit));
}

/** At most one more than the limit of a range, in its order. */
export function entriesIn(database: Database, space: number, { after, below, newestFirst, limit }: EntryRange): readonly Entry[] {
  const where = `WHERE e.space = ? AND e.seq > ? AND e.seq < ? ORDER BY e.seq ${newestFirst ? "DESC" : "ASC"} LIMIT ?`;
  return database.all<EntryRow>(`${selectEntries} ${where}`, space, after, below, limit + 1).map(entryOf);
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

/** What `recordOf` reads of an entry `e`. */
export const recordColumns = "e.id, e.version, e.seq, e.recorded_at AS recordedAt, e.payload";
