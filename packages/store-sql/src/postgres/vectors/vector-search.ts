import type { Match, VectorQuery } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import { Parameters } from "../database/parameters.ts";
import type { VectorType } from "../database/schema.ts";
import { compileFilter } from "../store/filter-sql.ts";
import type { VectorCache } from "./vector-cache.ts";
import { vectorColumn, vectorFrom, vectorParameter, type VectorSet, vectorSets } from "./vector-sets.ts";

interface VectorSearch {
  readonly query: VectorQuery;
  readonly type: VectorType;
  readonly cache: VectorCache;
}

/** Compares with every vector of the space, embedder and kinds: by pgvector where it is, else in this process. */
export async function searchVector(database: Database, space: number, search: VectorSearch): Promise<readonly Match[]> {
  const { embedder, vector, kinds } = search.query;
  const sets = (await vectorSets(database, space, { embedder, dimensions: vector.length })).filter(({ kind }) => kinds.includes(kind));
  if (sets.length === 0) return [];
  const near =
    search.type === "vector"
      ? await byOperator(database, space, { ...search, sets })
      : await inProcess(database, space, { ...search, sets });
  return matchesOf(database, space, { ...search, near });
}

interface Near {
  readonly number: number;
  readonly set: number;
  readonly score: number;
}

async function byOperator(
  database: Database,
  space: number,
  { query, sets }: VectorSearch & { sets: readonly VectorSet[] },
): Promise<readonly Near[]> {
  const parameters = new Parameters(
    space,
    sets.map(({ number }) => number),
    vectorParameter(query.vector, "vector"),
  );
  const passing = query.filter === undefined ? "" : `AND v.document IN (${selectPassing(query, parameters)})`;
  // NaN is what a vector of length 0 is away from any other.
  const sql = `SELECT v.document AS number, v.vector_set AS set, 1 - coalesce(nullif(v.value <=> $3::vector, 'NaN'), 1) AS score
    FROM vector_value v WHERE v.space = $1 AND v.vector_set = ANY ($2) AND v.value IS NOT NULL ${passing}
    ORDER BY score DESC, v.document LIMIT ${parameters.add(query.limit)}`;
  return database.all<Near>(sql, ...parameters.values);
}

async function inProcess(
  database: Database,
  space: number,
  { query, sets, cache }: VectorSearch & { sets: readonly VectorSet[] },
): Promise<readonly Near[]> {
  const passing = query.filter === undefined ? undefined : await numbersPassing(database, space, query);
  const near: Near[] = [];
  for (const set of sets) {
    const index = await cache.open(database, set);
    near.push(...index.search(query.vector, query.limit, passing).map((found) => ({ ...found, set: set.number })));
  }
  return near.sort((a, b) => b.score - a.score).slice(0, query.limit);
}

async function numbersPassing(database: Database, space: number, query: VectorQuery): Promise<readonly number[]> {
  const parameters = new Parameters(space);
  const rows = await database.all<{ number: number }>(selectPassing(query, parameters), ...parameters.values);
  return rows.map(({ number }) => number);
}

/** The documents of the space, which is `$1`, that pass the filter. */
function selectPassing({ kinds, filter }: VectorQuery, parameters: Parameters): string {
  return `SELECT d.number FROM document d WHERE d.space = $1 AND d.terms IS NOT NULL
    AND d.kind = ANY (${parameters.add(kinds)}) AND ${compileFilter(filter, parameters)}`;
}

type Selected = Pick<Match, "id" | "version"> & { readonly number: number; readonly value?: string | Uint8Array };

async function matchesOf(
  database: Database,
  space: number,
  { query, type, near }: VectorSearch & { near: readonly Near[] },
): Promise<readonly Match[]> {
  const value = query.includeVectors === true ? `, ${vectorColumn(type)} AS value` : "";
  const sql = `SELECT d.number, d.id, d.version${value} FROM unnest($2::bigint[], $3::bigint[]) AS near (number, set)
    JOIN document d ON d.space = $1 AND d.number = near.number AND d.terms IS NOT NULL
    JOIN vector_value v ON v.document = d.number AND v.vector_set = near.set AND v.value IS NOT NULL`;
  const rows = await database.all<Selected>(
    sql,
    space,
    near.map(({ number }) => number),
    near.map(({ set }) => set),
  );
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  return near.flatMap(({ number, score }) => {
    const row = byNumber.get(number);
    if (row === undefined) return [];
    return [{ id: row.id, version: row.version, score, ...(row.value !== undefined && { vector: vectorFrom(row.value) }) }];
  });
}
