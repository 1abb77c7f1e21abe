import type { IndexDocument, MemoryRecord, RecordId, RecordKind } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import { putEdges, removeEdges } from "./graph-edges.ts";
import { removeWords, writeWords } from "./lexical-index.ts";
import { positionsOf } from "./positions.ts";
import { removeVectors } from "../vectors/vector-sets.ts";

/** What a store is to hold of a record, or that it is to hold nothing. */
export type Projection =
  | { readonly record: MemoryRecord; readonly document: IndexDocument | undefined }
  | { readonly removed: { readonly id: RecordId; readonly version: number } };

type Put = { readonly record: MemoryRecord; readonly document: IndexDocument };

/** A document as it is held; `terms` is null once it was removed. */
export interface Held {
  readonly number: number;
  readonly id: RecordId;
  readonly version: number;
  readonly kind: RecordKind | null;
  readonly groupName: string | null;
  readonly position: number | null;
  readonly terms: string | null;
  readonly length: number | null;
  readonly whole: boolean;
}

/** Whether the index has a posting for every word of the document; only damage from outside can make it otherwise. */
export const isWhole = `(SELECT count(*) FROM posting p WHERE p.space = d.space AND p.kind = d.kind
  AND p.term = ANY (string_to_array(d.terms, ' ')) AND p.document = d.number) = d.words`;

const selectHeld = `SELECT d.number, d.id, d.version, d.kind, d.group_name AS "groupName", d.position, d.terms, d.length,
  d.terms IS NOT NULL AND ${isWhole} AS whole FROM document d WHERE d.space = $1 AND d.id = ANY ($2)`;

/**
 * Brings the documents of records, and with them the lexical, time and graph arms, to the versions of the records; each
 * record comes once. Returns the numbers of the documents that are now of the version given.
 */
export async function project(
  database: Database,
  space: number,
  projections: readonly Projection[],
): Promise<ReadonlyMap<RecordId, number>> {
  if (projections.length === 0) return new Map();
  const rows = await database.all<Held>(selectHeld, space, projections.map(idOf));
  const held = new Map(rows.map((row) => [row.id, row]));
  const { puts, removals, unchanged, outdated, passed } = plan(projections, held);
  await removeWords(database, space, outdated);
  await removeVectors(database, space, passed.map(numberOf));
  const facts = [...outdated, ...unchanged.map(({ before }) => before)].filter(({ kind }) => kind === "fact");
  await removeEdges(database, space, facts.map(numberOf));
  if (removals.length > 0) await database.run(upsertRemoved, space, JSON.stringify(removals));
  const written = await writeDocuments(database, space, { puts, held });
  const numbers = new Map([...written, ...unchanged.map(({ before }) => [before.id, before.number] as const)]);
  const edges = [...puts, ...unchanged].map(({ record: { id }, document: { edge } }) => ({ document: numbers.get(id) ?? 0, edge }));
  await putEdges(database, space, edges);
  return numbers;
}

interface Plan {
  readonly puts: Put[];
  readonly removals: { readonly id: RecordId; readonly version: number }[];
  /** What is there already, as it should be. */
  readonly unchanged: (Put & { readonly before: Held })[];
  /** What is to be replaced or removed. */
  readonly outdated: Held[];
  /** Those of them whose vectors belong to a version that has passed. */
  readonly passed: Held[];
}

/** What is to be done, so that no older version replaces a newer one. */
function plan(projections: readonly Projection[], held: ReadonlyMap<RecordId, Held>): Plan {
  const made: Plan = { puts: [], removals: [], unchanged: [], outdated: [], passed: [] };
  for (const projection of projections) {
    const { id, version } = "removed" in projection ? projection.removed : projection.record;
    const before = held.get(id);
    if (before !== undefined && before.version > version) continue;
    const put = "removed" in projection || projection.document === undefined ? undefined : { ...projection, document: projection.document };
    if (put !== undefined && before?.version === version && before.whole && before.terms === termsOf(put.document)) {
      made.unchanged.push({ ...put, before });
      continue;
    }
    if (put === undefined) made.removals.push({ id, version });
    else made.puts.push(put);
    if (before === undefined) continue;
    made.outdated.push(before);
    if (put === undefined || before.version < version) made.passed.push(before);
  }
  return made;
}

function idOf(projection: Projection): RecordId {
  return "removed" in projection ? projection.removed.id : projection.record.id;
}

function numberOf({ number }: Held): number {
  return number;
}

function termsOf({ terms }: IndexDocument): string {
  return terms.join(" ");
}

/** The row of a removed document keeps its version and place. */
const upsertRemoved = `INSERT INTO document (space, id, version)
  SELECT $1, id, version FROM json_to_recordset($2) AS given (id text, version integer)
  ON CONFLICT (space, id) DO UPDATE SET version = excluded.version, created_at = NULL, occurred_at = NULL, recorded_at = NULL,
  tags = NULL, attributes = NULL, terms = NULL, length = NULL, words = NULL`;

/** Writes documents, those that were held in their places. Returns their numbers. */
async function writeDocuments(
  database: Database,
  space: number,
  { puts, held }: { puts: readonly Put[]; held: ReadonlyMap<RecordId, Held> },
): Promise<ReadonlyMap<RecordId, number>> {
  if (puts.length === 0) return new Map();
  const placings = puts.map(({ record: { id, kind }, document: { group = null } }) => ({ kind, groupName: group, before: held.get(id) }));
  const positions = await positionsOf(database, space, placings);
  const rows = puts.map(({ record, document }, at) => {
    const { id, version, kind, createdAt, occurredAt, recordedAt, tags, attributes } = record;
    const place = { group_name: document.group, position: positions[at] };
    const counts = { length: document.terms.length, words: new Set(document.terms).size };
    const times = { created_at: createdAt, occurred_at: occurredAt, recorded_at: recordedAt };
    return { id, version, kind, ...times, tags, attributes, ...place, terms: termsOf(document), ...counts };
  });
  const written = await database.all<{ id: RecordId; number: number }>(upsertDocuments, space, JSON.stringify(rows));
  const numbers = new Map(written.map(({ id, number }) => [id, number]));
  const words = puts.map(({ record: { id, kind }, document: { terms } }) => ({ number: numbers.get(id) ?? 0, kind, terms }));
  await writeWords(database, space, words);
  return numbers;
}

const columns = "version, kind, created_at, occurred_at, recorded_at, tags, attributes, group_name, position, terms, length, words";
const upsertDocuments = `INSERT INTO document (space, id, ${columns})
  SELECT $1, id, ${columns} FROM json_to_recordset($2) AS given (id text, version integer, kind text, created_at text,
    occurred_at text, recorded_at text, tags text[], attributes jsonb, group_name text, position integer, terms text, length integer, words integer)
  ON CONFLICT (space, id) DO UPDATE SET (${columns}) = (${columns.replaceAll(/\w+/g, "excluded.$&")})
  RETURNING id, number`;

/** Forgets the groups of erased records too, which may be names. */
export async function forgetPlaces(database: Database, space: number, ids: readonly RecordId[]): Promise<void> {
  await database.run("UPDATE document SET kind = NULL, group_name = NULL, position = NULL WHERE space = $1 AND id = ANY ($2)", space, ids);
}

/** Forgets all documents, words, vectors and edges of a space. */
export async function dropDocuments(database: Database, space: number): Promise<void> {
  for (const table of ["edge", "posting", "vector_value", "vector_set", "statistic", "document"]) {
    await database.run(`DELETE FROM ${table} WHERE space = $1`, space);
  }
}

/** What a `DocumentRow` is made of. */
export const documentColumns = 'd.number, d.id, d.version, d.kind, d.group_name AS "groupName", d.position, d.terms';
