import type { RecordQuery, ArmResults, LexicalQuery, Match, TimeQuery, VectorQuery } from "@pagefile/core/contracts";
import { stretches } from "../../store/neighbour-places.ts";
import { candidateOf, type DocumentRow } from "../../store/document-row.ts";
import type { Database } from "../database/database.ts";
import { documentColumns, documentOf } from "./documents.ts";
import { compileFilter } from "./filter-sql.ts";
import { searchWords, statisticsOf } from "./lexical-index.ts";
import type { VectorCache } from "./vector-cache.ts";
import { vectorOf, vectorSets } from "./vector-sets.ts";

export function searchLexical(database: Database, space: number, query: LexicalQuery): ArmResults["lexical"] {
  const rows = searchWords<DocumentRow>(database, space, { query, columns: documentColumns });
  const matches = rows.map((row) => candidateOf(row, { score: row.score, matched: true }));
  const neighbours = neighboursOf(database, space, { query, rows }).map((row) => {
    const terms = row.terms.split(" ");
    return candidateOf(row, { score: 0, matched: row.passes === 1 && query.terms.some((term) => terms.includes(term)) });
  });
  return { candidates: [...matches, ...neighbours], statistics: statisticsOf(database, space, query) };
}

type Neighbour = DocumentRow & { readonly passes: 0 | 1 };

/** The documents beside the rows, each once and none of the rows. */
function neighboursOf(database: Database, space: number, of: { query: LexicalQuery; rows: readonly DocumentRow[] }): Neighbour[] {
  const { query, rows } = of;
  if (query.radius === 0) return [];
  const filter = compileFilter(query.filter);
  const sql = `SELECT ${documentColumns}, ${filter.sql} AS passes
    FROM json_each(?) stretch CROSS JOIN document d INDEXED BY document_group
    WHERE d.space = ? AND d.kind = stretch.value ->> 'kind' AND d.group_name = stretch.value ->> 'groupName'
    AND d.position BETWEEN stretch.value ->> 'from' AND stretch.value ->> 'to' AND d.terms IS NOT NULL`;
  const known = new Set(rows.map((row) => row.number));
  const found = database.all<Neighbour>(sql, ...filter.values, JSON.stringify(stretches(rows, query.radius)), space);
  return found.filter(({ number }) => !known.has(number));
}

export function searchTime(database: Database, space: number, query: TimeQuery): readonly Match[] {
  const { from, below, order, limit } = query;
  const filter = compileFilter(query.filter);
  const at = "coalesce(d.occurred_at, d.created_at)";
  const direction = order === "newest" ? "DESC" : "ASC";
  const sql = `SELECT d.id, d.version, ${at} AS at FROM document d WHERE d.space = ? AND d.kind = ? AND d.terms IS NOT NULL
    AND ${at} >= ? AND ${at} < ? AND ${filter.sql} ORDER BY ${at} ${direction}, d.id ${direction} LIMIT ?`;
  const rows = query.kinds.flatMap((kind) =>
    // Every instant begins with a digit and so lies between "" and ":".
    database.all<Pick<Match, "id" | "version"> & { at: string }>(sql, space, kind, from ?? "", below ?? ":", ...filter.values, limit),
  );
  const matches = rows.map(({ id, version, at: instant }) => ({ id, version, score: Date.parse(instant) }));
  const sign = order === "newest" ? -1 : 1;
  return matches.sort((a, b) => sign * (a.score - b.score || (a.id < b.id ? -1 : 1))).slice(0, limit);
}

export function searchVector(database: Database, space: number, search: { query: VectorQuery; cache: VectorCache }): readonly Match[] {
  const { query, cache } = search;
  const { embedder, vector, limit, kinds } = query;
  const sets = vectorSets(database, space, { embedder, dimensions: vector.length }).filter(({ kind }) => kinds.includes(kind));
  const passing = query.filter && numbersPassing(database, space, query);
  const near = sets.flatMap((set) =>
    cache
      .open(database, set)
      .search(vector, limit, passing)
      .map((found) => ({ ...found, set: set.number })),
  );
  const best = near.sort((a, b) => b.score - a.score).slice(0, limit);
  return best.flatMap(({ number, score, set }) => {
    const row = documentOf(database, space, number);
    if (row === undefined) return [];
    const stored = query.includeVectors === true ? vectorOf(database, set, number) : undefined;
    return [{ id: row.id, version: row.version, score, ...(stored && { vector: stored }) }];
  });
}

function numbersPassing(database: Database, space: number, query: RecordQuery): readonly number[] {
  const filter = compileFilter(query.filter);
  const sql = `SELECT d.number FROM document d WHERE d.space = ? AND d.terms IS NOT NULL
    AND d.kind IN (SELECT value FROM json_each(?)) AND ${filter.sql}`;
  const rows = database.all<{ number: number }>(sql, space, JSON.stringify(query.kinds), ...filter.values);
  return rows.map(({ number }) => number);
}
