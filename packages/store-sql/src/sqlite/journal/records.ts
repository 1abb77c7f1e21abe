import type { MemoryRecord, RecordId, RecordRef, Seq } from "@pagefile/core/contracts";
import type { Database, SqlValue } from "../database/database.ts";
import { recordOf, type RecordRow } from "../../journal/entries.ts";
import { type Life, lifeOf } from "../../journal/life.ts";
import { endLife } from "../past/lives.ts";
import { recordColumns } from "./entry-log.ts";

/** How a record stands: without a life once it is deleted or erased. */
export interface Standing {
  readonly version: number;
  readonly seq: Seq;
  readonly life: Life | undefined;
}

type StandingRow = Omit<Standing, "life"> & (Life | { readonly kind: null });

/** Undefined for an id that was never there. */
export function standingOf(database: Database, space: number, id: RecordId): Standing | undefined {
  const columns = "version, seq, kind, collection, key, created_at AS createdAt, since";
  const row = database.get<StandingRow>(`SELECT ${columns} FROM record WHERE space = ? AND id = ?`, space, id);
  return row && { version: row.version, seq: row.seq, life: row.kind === null ? undefined : row };
}

const selectCurrent = `SELECT ${recordColumns} FROM record r JOIN entry e ON e.space = r.space AND e.seq = r.seq`;

/** A current record; undefined for one that is not there, deleted or erased. */
export function currentRecord(database: Database, space: number, ref: RecordRef): MemoryRecord | undefined {
  const row =
    typeof ref === "string"
      ? database.get<RecordRow>(`${selectCurrent} WHERE r.space = ? AND r.id = ? AND r.kind IS NOT NULL`, space, ref)
      : database.get<RecordRow>(
          `${selectCurrent} WHERE r.space = ? AND r.kind = ? AND r.collection = ? AND r.key = ?`,
          ...[space, ref.kind, ref.collection, ref.key],
        );
  return row && recordOf(row);
}

/** The current records of the refs that have one, in their order; those asked for by id in one statement. */
export function currentRecords(database: Database, space: number, refs: readonly RecordRef[]): readonly MemoryRecord[] {
  const ids = refs.filter((ref) => typeof ref === "string");
  const sql = `${selectCurrent} WHERE r.space = ? AND r.kind IS NOT NULL AND r.id IN (SELECT value FROM json_each(?))`;
  const rows = ids.length === 0 ? [] : database.all<RecordRow>(sql, space, JSON.stringify(ids));
  const byId = new Map(rows.map((row) => [row.id, recordOf(row)]));
  const found = refs.map((ref) => (typeof ref === "string" ? byId.get(ref) : currentRecord(database, space, ref)));
  return found.filter((record) => record !== undefined);
}

/** How many current records of each kind there are. */
export function countRecords(database: Database, space: number): Readonly<Record<string, number>> {
  const sql = "SELECT kind, count(*) AS records FROM record WHERE space = ? AND kind IS NOT NULL GROUP BY kind";
  const counts = database.all<{ kind: string; records: number }>(sql, space);
  return Object.fromEntries(counts.map(({ kind, records }) => [kind, records]));
}

/** A record as one entry wrote it; undefined for a deletion and once erased. */
export function recordAt(database: Database, space: number, seq: Seq): MemoryRecord | undefined {
  const where = "WHERE e.space = ? AND e.seq = ? AND e.operation = 'put' AND e.payload IS NOT NULL";
  const row = database.get<RecordRow>(`SELECT ${recordColumns} FROM entry e ${where}`, space, seq);
  return row && recordOf(row);
}

/** Makes a record the current one of its id; `before` is how it stood. */
export function putRecord(
  database: Database,
  space: number,
  { record, before }: { record: MemoryRecord; before?: Standing | undefined },
): void {
  const { id, version, seq, tags, origin } = record;
  const life = lifeOf(record, before?.life);
  if (life !== before?.life) endLife(database, space, { id, life: before?.life, until: seq });
  const { kind, collection, key, createdAt, since } = life;
  writeRow(database, version, [seq, kind, collection, key, createdAt, since, space, id]);
  if (version > 1) database.run("DELETE FROM mark WHERE space = ? AND id = ?", space, id);
  const marks = [...tags.map((tag) => `tag:${tag}`), ...(origin.parents ?? []).map((parent) => `parent:${parent}`)];
  for (const mark of marks) database.run("INSERT OR IGNORE INTO mark (space, name, id) VALUES (?, ?, ?)", space, mark, id);
}

export interface Cleared extends Pick<MemoryRecord, "id" | "version" | "seq"> {
  readonly before?: Standing | undefined;
}

/** Leaves of a record its id and version only, and of the life it had, where it is to be told of, that it is over. */
export function clearRecord(database: Database, space: number, cleared: Cleared): void {
  const { id, version, seq } = cleared;
  endLife(database, space, { id, life: cleared.before?.life, until: seq });
  writeRow(database, version, [seq, null, null, null, null, null, space, id]);
  database.run("DELETE FROM mark WHERE space = ? AND id = ?", space, id);
}

function writeRow(database: Database, version: number, others: readonly SqlValue[]): void {
  const values = [version, ...others];
  const update =
    "UPDATE record SET version = ?, seq = ?, kind = ?, collection = ?, key = ?, created_at = ?, since = ? WHERE space = ? AND id = ?";
  if (version > 1 && database.run(update, ...values) > 0) return;
  database.run(
    "INSERT INTO record (version, seq, kind, collection, key, created_at, since, space, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ...values,
  );
}
