import type { IndexDocument, MemoryRecord, RecordId, RecordKind } from "@pagefile/core/contracts";
import type { DocumentRow } from "../../store/document-row.ts";
import type { Database } from "../database/database.ts";
import { dropEdges, putEdge, removeEdge } from "./graph-edges.ts";
import { addWords, removeWords } from "./lexical-index.ts";
import { removeVectors } from "./vector-sets.ts";

/** A document as it is held; `terms` is null once it was removed. */
interface Held {
  readonly number: number;
  readonly version: number;
  readonly kind: RecordKind | null;
  readonly groupName: string | null;
  readonly position: number;
  readonly terms: string | null;
  readonly length: number;
}

const selectHeld =
  "SELECT number, version, kind, group_name AS groupName, position, terms, length FROM document WHERE space = ? AND id = ?";

interface Put {
  readonly record: MemoryRecord;
  readonly document: IndexDocument | undefined;
}

/**
 * Brings a record's document, and with it the lexical, time and graph arms, to the record's version. Returns the document's
 * number, or undefined where there is nothing to hold: no document, or a newer version is there.
 */
export function projectPut(database: Database, space: number, { record, document }: Put): number | undefined {
  const { id, version, kind } = record;
  if (document === undefined) return projectRemoval(database, space, { id, version });
  const held = database.get<Held>(selectHeld, space, id);
  const terms = document.terms.join(" ");
  if (held !== undefined) {
    if (held.version > version) return undefined;
    if (held.version === version && held.terms === terms && hasWords(database, held.number)) {
      putEdge(database, space, { document: held.number, edge: document.edge });
      return held.number;
    }
    takeOut(database, space, held);
    if (held.version < version) removeVectors(database, space, held.number);
  }
  const groupName = document.group ?? null;
  const stays = held?.kind === kind && held.groupName === groupName;
  const position = stays ? held.position : nextPosition(database, space, { kind, groupName });
  const number = writeRow(database, space, { record, held, groupName, position, terms, length: document.terms.length });
  addWords(database, space, { number, kind, terms: document.terms });
  if (held !== undefined || document.edge !== undefined) putEdge(database, space, { document: number, edge: document.edge });
  return number;
}

/** Takes a record's document out, unless a newer version is there; the row stays and keeps its version and place. */
export function projectRemoval(database: Database, space: number, removed: { id: RecordId; version: number }): undefined {
  const { id, version } = removed;
  const held = database.get<Held>(selectHeld, space, id);
  if (held === undefined) {
    database.run("INSERT INTO document (space, id, version) VALUES (?, ?, ?)", space, id, version);
  } else if (held.version <= version) {
    takeOut(database, space, held);
    removeVectors(database, space, held.number);
    removeEdge(database, held.number);
    const nothing =
      "created_at = NULL, occurred_at = NULL, recorded_at = NULL, tags = NULL, attributes = NULL, terms = NULL, length = NULL";
    database.run(`UPDATE document SET version = ?, ${nothing} WHERE number = ?`, version, held.number);
  }
}

/** Forgets the group of an erased record too, which may be a name. */
export function forgetPlace(database: Database, space: number, id: RecordId): void {
  database.run("UPDATE document SET kind = NULL, group_name = NULL, position = NULL WHERE space = ? AND id = ?", space, id);
}

/** Forgets all documents, words, vectors and edges of a space. */
export function dropDocuments(database: Database, space: number): void {
  database.run("DELETE FROM lexical WHERE rowid IN (SELECT number FROM document WHERE space = ?)", space);
  database.run("DELETE FROM vector WHERE vector_set IN (SELECT number FROM vector_set WHERE space = ?)", space);
  dropEdges(database, space);
  for (const table of ["vector_set", "statistic", "document"]) database.run(`DELETE FROM ${table} WHERE space = ?`, space);
}

/** What a `DocumentRow` is made of. */
export const documentColumns = "d.number, d.id, d.version, d.kind, d.group_name AS groupName, d.position, d.terms";

export function documentOf(database: Database, space: number, number: number): DocumentRow | undefined {
  const sql = `SELECT ${documentColumns} FROM document d WHERE d.space = ? AND d.number = ? AND d.terms IS NOT NULL`;
  return database.get<DocumentRow>(sql, space, number);
}

/** Whether the full-text index holds it too; only damage from outside can make it otherwise. */
function hasWords(database: Database, number: number): boolean {
  return database.get("SELECT 1 FROM lexical WHERE rowid = ?", number) !== undefined;
}

function takeOut(database: Database, space: number, { number, kind, terms, length }: Held): void {
  if (kind !== null && terms !== null) removeWords(database, space, { number, kind, length });
}

/** Removed documents count, so that a place is never given twice. */
function nextPosition(database: Database, space: number, group: { kind: RecordKind; groupName: string | null }): number {
  if (group.groupName === null) return 0;
  const sql = "SELECT coalesce(max(position), 0) + 1 AS next FROM document WHERE space = ? AND kind = ? AND group_name = ?";
  return database.get<{ next: number }>(sql, space, group.kind, group.groupName)?.next ?? 1;
}

type Row = Pick<Held, "groupName" | "position" | "terms" | "length"> & Pick<Put, "record">;

/** Writes a document, in the place of the one that was `held`. Returns its number. */
function writeRow(database: Database, space: number, row: Row & { held: Held | undefined }): number {
  const { record, held, groupName, position, terms, length } = row;
  const { id, version, kind, createdAt, occurredAt, recordedAt, tags, attributes } = record;
  const times = [createdAt, occurredAt ?? null, recordedAt];
  const described = [JSON.stringify(tags), JSON.stringify(attributes)];
  const values = [version, kind, ...times, ...described, groupName, position, terms, length];
  const columns = "version, kind, created_at, occurred_at, recorded_at, tags, attributes, group_name, position, terms, length";
  const places = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";
  // Not INSERT OR REPLACE: what may touch several rows makes FTS5 write out its words for every row of a batch.
  if (held === undefined)
    return database.insert(`INSERT INTO document (${columns}, space, id) VALUES (${places}, ?, ?)`, ...values, space, id);
  database.run(`UPDATE document SET (${columns}) = (${places}) WHERE number = ?`, ...values, held.number);
  return held.number;
}
