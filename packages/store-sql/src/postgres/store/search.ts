import type { ArmResults, LexicalQuery, Match, TimeQuery } from "@pagefile/core/contracts";
import { type Stretch, stretches } from "../../store/neighbour-places.ts";
import { candidateOf, type DocumentRow } from "../../store/document-row.ts";
import type { Database } from "../database/database.ts";
import { nameHash } from "../database/name-hash.ts";
import { Parameters } from "../database/parameters.ts";
import { documentColumns } from "./documents.ts";
import { compileFilter } from "./filter-sql.ts";
import { searchWords } from "./lexical-index.ts";

export async function searchLexical(database: Database, space: number, query: LexicalQuery): Promise<ArmResults["lexical"]> {
  const { rows, statistics } = await searchWords<DocumentRow>(database, space, { query, columns: documentColumns });
  const matches = rows.map((row) => candidateOf(row, { score: row.score, matched: true }));
  const neighbours = (await neighboursOf(database, space, { query, rows })).map((row) => {
    const terms = row.terms.split(" ");
    return candidateOf(row, { score: 0, matched: row.passes && query.terms.some((term) => terms.includes(term)) });
  });
  return { candidates: [...matches, ...neighbours], statistics };
}

type Neighbour = DocumentRow & { readonly passes: boolean };

/** The documents beside the rows, each once and none of the rows. */
async function neighboursOf(
  database: Database,
  space: number,
  of: { query: LexicalQuery; rows: readonly DocumentRow[] },
): Promise<readonly Neighbour[]> {
  const { query, rows } = of;
  const places = stretches(rows, query.radius);
  if (query.radius === 0 || places.length === 0) return [];
  const parameters = new Parameters(space, JSON.stringify(places.map(withHash)));
  const sql = `SELECT ${documentColumns}, ${compileFilter(query.filter, parameters)} AS passes
    FROM json_to_recordset($2) AS stretch (kind text, "groupHash" bytea, "from" integer, "to" integer)
    JOIN document d ON d.space = $1 AND d.kind = stretch.kind AND d.group_hash = stretch."groupHash"
      AND d.position BETWEEN stretch."from" AND stretch."to" AND d.group_name IS NOT NULL AND d.terms IS NOT NULL`;
  const known = new Set(rows.map((row) => row.number));
  return (await database.all<Neighbour>(sql, ...parameters.values)).filter(({ number }) => !known.has(number));
}

function withHash({ groupName, ...stretch }: Stretch): object {
  return { ...stretch, groupHash: `\\x${Buffer.from(nameHash(groupName)).toString("hex")}` };
}

/** Kind by kind, for in the index the times of one kind lie in order. */
export async function searchTime(database: Database, space: number, query: TimeQuery): Promise<readonly Match[]> {
  const { kinds, from, below, order, limit } = query;
  // Every instant begins with a digit and so lies between "" and ":".
  const parameters = new Parameters(space, kinds, from ?? "", below ?? ":", limit);
  const filter = compileFilter(query.filter, parameters);
  const direction = order === "newest" ? "DESC" : "ASC";
  const at = "coalesce(d.occurred_at, d.created_at)";
  const sql = `SELECT found.* FROM unnest($2::text[]) AS wanted (kind), LATERAL (
      SELECT d.id, d.version, ${at} AS at FROM document d WHERE d.space = $1 AND d.kind = wanted.kind AND d.terms IS NOT NULL
      AND ${at} >= $3 AND ${at} < $4 AND ${filter} ORDER BY ${at} ${direction}, d.id ${direction} LIMIT $5
    ) found ORDER BY found.at ${direction}, found.id ${direction} LIMIT $5`;
  const rows = await database.all<Pick<Match, "id" | "version"> & { at: string }>(sql, ...parameters.values);
  return rows.map(({ id, version, at: instant }) => ({ id, version, score: Date.parse(instant) }));
}
