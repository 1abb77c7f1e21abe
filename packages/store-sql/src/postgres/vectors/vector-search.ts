import type { Match, VectorQuery } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import { Parameters } from "../database/parameters.ts";
import type { VectorType } from "../database/schema.ts";
import { compileFilter } from "../store/filter-sql.ts";
import type { VectorCache } from "./vector-cache.ts";
import { vectorFrom, vectorParameter, type VectorSet, vectorSets } from "./vector-sets.ts";

interface VectorSearch {
  readonly query: VectorQuery;
  readonly type: VectorType;
  readonly cache: VectorCache;
}

/** Compares with every vector of the space, embedder and kinds: by pgvector where it is, else in this process. */
export async function searchVector(database: Database, space: number, search: VectorSearch): Promise<readonly Match[]> {
  const { embedder, vector, kinds } = search.query;
  const sets = vectorSets(database, space, { embedder, dimensions: vector.length });
  if (search.type === "vector") return (await Promise.all([byOperator(database, space, search.query), sets]))[0];
  const wanted = (await sets).filter(({ kind }) => kinds.includes(kind));
  return wanted.length === 0 ? [] : inProcess(database, space, { ...search, sets: wanted });
}

type Selected = Pick<Match, "id" | "version"> & { readonly value?: string | Uint8Array };

async function byOperator(database: Database, space: number, query: VectorQuery): Promise<readonly Match[]> {
  const { embedder, kinds, vector } = query;
  const parameters = new Parameters(space, embedder, kinds, vector.length, vectorParameter(vector, "vector"));
  const passing = query.filter === undefined ? "" : `AND v.document IN (${selectPassing(query, parameters)})`;
  const value = query.includeVectors === true ? ", near.value::text AS value" : "";
  // NaN is what a vector of length 0 is away from any other.
  const sql = `SELECT d.id, d.version, near.score${value} FROM (
      SELECT v.document, v.value, 1 - coalesce(nullif(v.value <=> $5::vector, 'NaN'), 1) AS score
      FROM vector_value v WHERE v.space = $1 AND v.value IS NOT NULL ${passing} AND v.vector_set = ANY (ARRAY(
        SELECT number FROM vector_set WHERE space = $1 AND embedder = $2 AND kind = ANY ($3) AND dimensions = $4
      )) ORDER BY score DESC, v.document LIMIT ${parameters.add(query.limit)}
    ) near JOIN document d ON d.space = $1 AND d.number = near.document AND d.terms IS NOT NULL ORDER BY near.score DESC, d.number`;
  return (await database.all<Selected & Pick<Match, "score">>(sql, ...parameters.values)).map(matchOf);
}

async function inProcess(
  database: Database,
  space: number,
  { query, sets, cache }: VectorSearch & { sets: readonly VectorSet[] },
): Promise<readonly Match[]> {
  const passing = query.filter === undefined ? undefined : await numbersPassing(database, space, query);
  const near: Near[] = [];
  for (const set of sets) {
    const index = await cache.open(database, set);
    near.push(...index.search(query.vector, query.limit, passing).map((found) => ({ ...found, set: set.number })));
  }
  near.sort((a, b) => b.score - a.score);
  return matchesOf(database, space, { query, near: near.slice(0, query.limit) });
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

interface Near {
  readonly number: number;
  readonly set: number;
  readonly score: number;
}

async function matchesOf(
  database: Database,
  space: number,
  { query, near }: { query: VectorQuery; near: readonly Near[] },
): Promise<readonly Match[]> {
  const sql = `SELECT d.number, d.id, d.version${query.includeVectors === true ? ", v.value" : ""}
    FROM unnest($2::bigint[], $3::bigint[]) AS near (number, set)
    JOIN document d ON d.space = $1 AND d.number = near.number AND d.terms IS NOT NULL
    JOIN vector_value v ON v.document = d.number AND v.vector_set = near.set AND v.value IS NOT NULL`;
  const rows = await database.all<Selected & { readonly number: number }>(
    sql,
    space,
    near.map(({ number }) => number),
    near.map(({ set }) => set),
  );
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  return near.flatMap(({ number, score }) => {
    const row = byNumber.get(number);
    return row === undefined ? [] : [matchOf({ ...row, score })];
  });
}

function matchOf({ id, version, score, value }: Selected & Pick<Match, "score">): Match {
  return { id, version, score, ...(value !== undefined && { vector: vectorFrom(value) }) };
}
