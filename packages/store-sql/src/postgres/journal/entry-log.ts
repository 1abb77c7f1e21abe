import type { Entry, Head, RecordId, Seq } from "@pagefile/core/contracts";
import { chained, type EntryDraft, entryOf, type EntryRow, payloadText } from "../../journal/entries.ts";
import type { EntryRange } from "../../journal/entry-page.ts";
import { entriesApart } from "../../journal/milestone.ts";
import type { Database } from "../database/database.ts";
import { prepared } from "../database/statement.ts";
import type { SpaceRow } from "../database/spaces.ts";
import { type Milestone, setMilestones } from "../past/milestones.ts";

/** Collects entries at the end of one space's chain, and writes them all at once. */
export class EntryLog {
  readonly #space: number;
  readonly #rows: object[] = [];
  readonly #milestones: Milestone[] = [];
  /** Whether the space was empty before. */
  readonly #first: boolean;
  #highest = "";
  #head: Head;

  constructor({ number, seq, hash }: SpaceRow) {
    this.#first = seq === 0;
    this.#space = number;
    this.#head = { seq, hash };
  }

  get head(): Head {
    return this.#head;
  }

  /** Chains a draft to the last entry; `previous` is the seq of the same record's entry before. Returns its seq. */
  write(draft: EntryDraft, previous: Seq | undefined): Seq {
    return this.add(chained(draft, this.#head), previous);
  }

  /** Takes a whole entry, which must be the next one. Returns its seq. */
  add(entry: Entry, previous: Seq | undefined): Seq {
    const { seq, operation, id, version, recordedAt, salt, payloadHash, hash } = entry;
    this.#rows.push({
      seq,
      operation,
      id,
      version,
      previous,
      recorded_at: recordedAt,
      payload: payloadText(entry),
      salt,
      payload_hash: payloadHash,
      hash,
    });
    if (id > this.#highest) this.#highest = id;
    if (seq % entriesApart === 0) this.#milestones.push({ seq, id: this.#highest });
    this.#head = { seq, hash };
    return seq;
  }

  /** Writes what was collected, and moves the space's head to the last entry. */
  async finish(database: Database): Promise<Head> {
    const { seq, hash } = this.#head;
    for (let from = 0; from < this.#rows.length; from += entriesAtOnce) {
      await database.run(insertEntries, this.#space, JSON.stringify(this.#rows.slice(from, from + entriesAtOnce)), seq, hash);
    }
    await setMilestones(database, this.#space, { milestones: this.#milestones, first: this.#first });
    return this.#head;
  }
}

/** Bounds one statement of a restore. */
const entriesAtOnce = 1_000;

const insertEntries = prepared(`WITH written AS (
    INSERT INTO entry (space, seq, operation, id, version, previous, recorded_at, payload, salt, payload_hash, hash)
    SELECT $1, seq, operation, id, version, previous, recorded_at, payload, salt, payload_hash, hash
    FROM json_to_recordset($2) AS given (seq bigint, operation text, id text, version integer, previous bigint,
      recorded_at text, payload text, salt text, payload_hash text, hash text)
  ) UPDATE space SET seq = $3, hash = $4, moved = pg_current_xact_id() WHERE number = $1`);

const selectEntries = `SELECT e.seq, e.operation, e.id, e.version, e.recorded_at AS "recordedAt", e.payload, e.salt,
  e.payload_hash AS "payloadHash", e.hash,
  (SELECT before.hash FROM entry before WHERE before.space = e.space AND before.seq = e.seq - 1) AS "previousHash"
  FROM entry e`;

/** At most `limit` entries after a seq up to another, in order; each is made when its turn comes, so that one that cannot be read hides none before it. */
export async function entriesBetween(
  database: Database,
  space: number,
  range: { after: Seq; to: Seq; limit: number },
): Promise<Iterable<Entry>> {
  const where = "WHERE e.space = $1 AND e.seq > $2 AND e.seq <= $3 ORDER BY e.seq LIMIT $4";
  const rows = await database.all<EntryRow>(`${selectEntries} ${where}`, space, range.after, range.to, range.limit);
  return (function* made(): Generator<Entry> {
    for (const row of rows) yield entryOf(row);
  })();
}

/** At most one more than the limit of a range, in its order. */
export async function entriesIn(
  database: Database,
  space: number,
  { after, below, newestFirst, limit }: EntryRange,
): Promise<readonly Entry[]> {
  const where = `WHERE e.space = $1 AND e.seq > $2 AND e.seq < $3 ORDER BY e.seq ${newestFirst ? "DESC" : "ASC"} LIMIT $4`;
  return (await database.all<EntryRow>(`${selectEntries} ${where}`, space, after, below, limit + 1)).map(entryOf);
}

/** Makes `chain` the seqs of the entries of records; parameters: space, ids. */
export const withChain: string = `WITH RECURSIVE chain (seq) AS (
    SELECT seq FROM record WHERE space = $1 AND id = ANY ($2)
    UNION ALL
    SELECT e.previous FROM chain JOIN entry e ON e.space = $1 AND e.seq = chain.seq WHERE e.previous IS NOT NULL
  )`;

/** Every entry of one record, oldest first. */
export async function entriesOf(database: Database, space: number, id: RecordId): Promise<readonly Entry[]> {
  const where = "JOIN chain ON e.seq = chain.seq WHERE e.space = $1 ORDER BY e.seq";
  return (await database.all<EntryRow>(`${withChain} ${selectEntries} ${where}`, space, [id])).map(entryOf);
}

/** What `recordOf` reads of an entry `e`. */
export const recordColumns = 'e.id, e.version, e.seq, e.recorded_at AS "recordedAt", e.payload';
