import type { MemoryRecord, RecordId, RecordRef, Seq } from "@pagefile/core/contracts";
import { recordOf, type RecordRow } from "../../journal/entries.ts";
import { type Life, lifeOf } from "../../journal/life.ts";
import type { Database } from "../database/database.ts";
import { idsOfRefs, refParameters } from "../database/record-refs.ts";
import { prepared } from "../database/statement.ts";
import { recordColumns } from "./entry-log.ts";

/** How a record stands: with its content and life while it is current, without once it is deleted or erased. */
export interface Standing {
  readonly id: RecordId;
  readonly version: number;
  readonly seq: Seq;
  readonly record: MemoryRecord | undefined;
  readonly life: Life | undefined;
}

const selectStandings = prepared(`SELECT r.id, r.version, r.seq, r.since, e.recorded_at AS "recordedAt", e.payload
  FROM ${idsOfRefs} ref, LATERAL (SELECT * FROM record WHERE space = $1 AND id = ref.id OFFSET 0) r
  LEFT JOIN LATERAL (SELECT * FROM entry WHERE space = $1 AND seq = r.seq AND r.kind IS NOT NULL OFFSET 0) e ON true`);

type StandingRow = Omit<RecordRow, "payload"> & { readonly payload: string | null; readonly since: Seq };

/** How the records of the refs stand, those that were ever there. */
export async function standingsOf(database: Database, space: number, refs: readonly RecordRef[]): Promise<readonly Standing[]> {
  const rows = await database.all<StandingRow>(selectStandings, space, ...refParameters(refs));
  return rows.map(({ payload, since, ...row }) => {
    const { id, version, seq } = row;
    const record = payload === null ? undefined : recordOf({ ...row, payload });
    return { id, version, seq, record, life: record && { ...lifeOf(record, undefined), since } };
  });
}

/** The current records of the refs that have one, in their order. */
export async function currentRecords(database: Database, space: number, refs: readonly RecordRef[]): Promise<readonly MemoryRecord[]> {
  const held = new Holders(await standingsOf(database, space, refs));
  return refs.map((ref) => held.current(ref)).filter((record) => record !== undefined);
}

/** Records by id and by name, as they stand. */
export class Holders {
  readonly #standings = new Map<RecordId, Standing>();
  readonly #byName = new Map<string, RecordId>();

  constructor(standings: readonly Standing[]) {
    for (const standing of standings) this.put(standing);
  }

  of(id: RecordId): Standing | undefined {
    return this.#standings.get(id);
  }

  current(ref: RecordRef): MemoryRecord | undefined {
    const id = typeof ref === "string" ? ref : this.#byName.get(nameOf(ref) ?? "");
    return id === undefined ? undefined : this.#standings.get(id)?.record;
  }

  put(standing: Standing): void {
    const before = nameOf(this.#standings.get(standing.id)?.record);
    if (before !== undefined) this.#byName.delete(before);
    const name = nameOf(standing.record);
    if (name !== undefined) this.#byName.set(name, standing.id);
    this.#standings.set(standing.id, standing);
  }
}

function nameOf(named: Pick<MemoryRecord, "kind" | "collection" | "key"> | undefined): string | undefined {
  return named?.key === undefined ? undefined : JSON.stringify([named.kind, named.collection, named.key]);
}

/** Records as entries wrote them, by seq; none for a deletion and once erased. */
export async function recordsAt(database: Database, space: number, seqs: readonly Seq[]): Promise<ReadonlyMap<Seq, MemoryRecord>> {
  const where = "WHERE e.space = $1 AND e.seq = ANY ($2) AND e.operation = 'put' AND e.payload IS NOT NULL";
  const rows = await database.all<RecordRow>(`SELECT ${recordColumns} FROM entry e ${where}`, space, seqs);
  return new Map(rows.map((row) => [row.seq, recordOf(row)]));
}

/** Makes the records stand as said. */
export async function writeStandings(database: Database, space: number, standings: readonly Standing[]): Promise<void> {
  const again = standings.filter(({ version }) => version > 1).map(({ id }) => id);
  const rows = standings.map(({ id, version, seq, record, life }) => {
    const { kind, collection, key, createdAt, since } = life ?? {};
    return { id, version, seq, kind, collection, key, created_at: createdAt, since, marks: marksOf(record) };
  });
  await Promise.all([
    // Names are given free first, for one may pass from record to record in the same append.
    again.length > 0 && database.run(freeNames, space, again),
    rows.length > 0 && database.run(upsertRecords, space, JSON.stringify(rows)),
  ]);
}

function marksOf(record: MemoryRecord | undefined): readonly string[] {
  if (record === undefined) return [];
  const { tags, origin } = record;
  return [...tags.map((tag) => `tag:${tag}`), ...(origin.parents ?? []).map((parent) => `parent:${parent}`)];
}

const freeNames = `WITH unmarked AS (DELETE FROM mark WHERE space = $1 AND id = ANY ($2))
  UPDATE record SET key = NULL WHERE space = $1 AND id = ANY ($2) AND key IS NOT NULL`;

const upsertRecords = prepared(`WITH given AS (
    SELECT * FROM json_to_recordset($2) AS given (id text, version integer, seq bigint, kind text, collection text, key text, created_at text, since bigint, marks text[])
  ), marked AS (
    INSERT INTO mark (space, name, id) SELECT $1, unnest(marks), id FROM given ON CONFLICT DO NOTHING
  ) INSERT INTO record (space, id, version, seq, kind, collection, key, created_at, since)
  SELECT $1, id, version, seq, kind, collection, key, created_at, since FROM given
  ON CONFLICT (space, id) DO UPDATE SET (version, seq, kind, collection, key, created_at, since)
  = (excluded.version, excluded.seq, excluded.kind, excluded.collection, excluded.key, excluded.created_at, excluded.since)`);
