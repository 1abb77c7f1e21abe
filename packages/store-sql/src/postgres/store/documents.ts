import type { IndexDocument, MemoryRecord, RecordId, RecordKind, RecordRef } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import { idsOfRefs, refParameters } from "../database/record-refs.ts";
import { prepared } from "../database/statement.ts";
import { putEdges, removeEdges } from "./graph-edges.ts";
import { removeWords, writeWords } from "./lexical-index.ts";
import { placesOf, positionOfGiven } from "./positions.ts";
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

/**
 * Whether the index has a posting for every word of the document; only damage from outside can make it otherwise. Each word is looked
 * up by itself (OFFSET 0 keeps it so): Postgres, which has no statistics of a new table, reads all postings of the kind otherwise.
 */
export const isWhole = `(SELECT count(*) FROM (SELECT DISTINCT unnest(string_to_array(d.terms, ' ')) AS term) own, LATERAL (
    SELECT FROM posting p WHERE p.space = d.space AND p.kind = d.kind AND p.term = own.term AND p.document = d.number OFFSET 0
  ) there) = d.words`;

const selectHeld = prepared(`SELECT d.number, d.id, d.version, d.kind, d.group_name AS "groupName", d.position, d.terms, d.length,
  d.terms IS NOT NULL AND ${isWhole} AS whole
  FROM ${idsOfRefs} ref, LATERAL (SELECT * FROM document WHERE space = $1 AND id = ref.id OFFSET 0) d`);

/** The documents of records, removed ones too, by the records' ids. */
export async function heldDocuments(database: Database, space: number, refs: readonly RecordRef[]): Promise<ReadonlyMap<RecordId, Held>> {
  const rows = await database.all<Held>(selectHeld, space, ...refParameters(refs));
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Brings the documents of records, and with them the lexical, time and graph arms, to the versions of the records; each
 * record comes once.
 */
export async function project(database: Database, space: number, projections: readonly Projection[]): Promise<void> {
  if (projections.length === 0) return;
  const held = await heldDocuments(database, space, projections.map(idOf));
  await carryOut(database, space, planOf(projections, held));
}

export interface Plan {
  readonly puts: (Put & { readonly before: Held | undefined })[];
  readonly removals: { readonly id: RecordId; readonly version: number }[];
  /** What is there already, as it should be. */
  readonly unchanged: (Put & { readonly before: Held })[];
  /** What is to be replaced or removed. */
  readonly outdated: Held[];
  /** Those of them whose vectors belong to a version that has passed. */
  readonly passed: Held[];
}

/** What is to be done, so that no older version replaces a newer one. */
export function planOf(projections: readonly Projection[], held: ReadonlyMap<RecordId, Held>): Plan {
  const plan: Plan = { puts: [], removals: [], unchanged: [], outdated: [], passed: [] };
  for (const projection of projections) {
    const { id, version } = "removed" in projection ? projection.removed : projection.record;
    const before = held.get(id);
    if (before !== undefined && before.version > version) continue;
    const put = "removed" in projection || projection.document === undefined ? undefined : { ...projection, document: projection.document };
    if (put !== undefined && before?.version === version && before.whole && before.terms === termsOf(put.document)) {
      plan.unchanged.push({ ...put, before });
      continue;
    }
    if (put === undefined) plan.removals.push({ id, version });
    else plan.puts.push({ ...put, before });
    if (before === undefined) continue;
    plan.outdated.push(before);
    if (put === undefined || before.version < version) plan.passed.push(before);
  }
  return plan;
}

/** Sends all that a plan needs at once. */
export async function carryOut(database: Database, space: number, plan: Plan): Promise<void> {
  const { puts, removals, unchanged, outdated, passed } = plan;
  const facts = [...outdated, ...unchanged.map(({ before }) => before)].filter(({ kind }) => kind === "fact");
  const words = puts.map(({ record: { id, kind }, document: { terms } }) => ({ id, kind, terms }));
  const edges = [...puts, ...unchanged].map(({ record: { id }, document: { edge } }) => ({ id, edge }));
  await Promise.all([
    removeWords(database, space, outdated),
    removeVectors(database, space, passed.map(numberOf)),
    removeEdges(database, space, facts.map(numberOf)),
    removals.length > 0 && database.run(upsertRemoved, space, JSON.stringify(removals)),
    puts.length > 0 && database.run(upsertDocuments, space, JSON.stringify(rowsOf(puts))),
    puts.length > 0 && writeWords(database, space, words),
    putEdges(database, space, edges),
  ]);
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

function rowsOf(puts: Plan["puts"]): readonly object[] {
  const places = placesOf(puts.map(({ record: { kind }, document: { group = null }, before }) => ({ kind, groupName: group, before })));
  return puts.map(({ record, document }, at) => {
    const { id, version, kind, createdAt, occurredAt, recordedAt, tags, attributes } = record;
    const counts = { length: document.terms.length, words: new Set(document.terms).size };
    const times = { created_at: createdAt, occurred_at: occurredAt, recorded_at: recordedAt };
    return {
      id,
      version,
      kind,
      ...times,
      tags,
      attributes,
      group_name: document.group,
      ...places[at],
      terms: termsOf(document),
      ...counts,
    };
  });
}

const columns = "version, kind, created_at, occurred_at, recorded_at, tags, attributes, group_name, terms, length, words, position";
/** Those that are held stay in their rows. */
const upsertDocuments = prepared(`INSERT INTO document (space, id, ${columns})
  SELECT $1, id, ${columns.replace(", position", "")}, ${positionOfGiven}
  FROM json_to_recordset($2) AS given (id text, version integer, kind text, created_at text, occurred_at text, recorded_at text, tags text[],
    attributes jsonb, group_name text, terms text, length integer, words integer, position integer, newcomer integer, group_hash bytea)
  ON CONFLICT (space, id) DO UPDATE SET (${columns}) = (${columns.replaceAll(/\w+/g, "excluded.$&")})`);

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
