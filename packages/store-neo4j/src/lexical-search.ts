import type { LexicalCandidate, LexicalQuery, LexicalResult, LexicalStatistics, RecordKind, Space } from "@pagefile/core/contracts";
import neo4j from "neo4j-driver";
import type { Connection, Reading, Row } from "./connection.ts";
import { compileFilter } from "./filter-cypher.ts";
import { FULL_TEXT, RECORD } from "./schema.ts";
import { countsOf } from "./space-counts.ts";
import { escapedWord, termsOf } from "./words.ts";

interface Found extends Row, Pick<LexicalCandidate, "id" | "version" | "kind" | "position" | "score"> {
  readonly words: string;
  readonly group: string | null;
  readonly place: string | null;
  readonly passes: boolean;
}

type Search = { readonly query: LexicalQuery } & Reading;

const node =
  "n.id AS id, n.version AS version, n.kind AS kind, n.words AS words, n.group AS group, n.place AS place, n.position AS position";

export async function searchLexical(connection: Connection, space: Space, search: Search): Promise<LexicalResult> {
  const hits = await searchWords(connection, space, search);
  const neighbours = await neighboursOf(connection, space, { ...search, hits });
  const wanted = new Set(search.query.terms);
  const candidates = [
    ...hits.map((hit) => candidateOf(hit, true)),
    ...neighbours.map((found) => candidateOf(found, found.passes && termsOf(found.words).some((term) => wanted.has(term)))),
  ];
  return { candidates, statistics: await statisticsOf(connection, space, search) };
}

/** Lucene takes at most 1,024 words in a query. Scores of BM25 are sums, so those of several queries add up. */
const wordsInQuery = 1024;

async function searchWords(connection: Connection, space: Space, { query, signal }: Search): Promise<Found[]> {
  const { kinds, terms, limit } = query;
  const words = kinds.flatMap((kind) => terms.map((term) => escapedWord(space, kind, term)));
  const queries = Array.from({ length: Math.ceil(words.length / wordsInQuery) }, (_, at) =>
    words.slice(at * wordsInQuery, (at + 1) * wordsInQuery).join(" "),
  );
  const filter = compileFilter(query.filter);
  const cut = query.filter === undefined && queries.length === 1;
  const cypher = `UNWIND $queries AS query CALL db.index.fulltext.queryNodes('${FULL_TEXT}', query, $options) YIELD node AS n, score
    WITH n, sum(score) AS score WHERE n.space = $space AND n.kind IN $kinds
    WITH n, score, ${filter.cypher} AS passes WHERE passes
    RETURN ${node}, passes, score ORDER BY score DESC, n.id LIMIT $limit`;
  const options = cut ? { limit: neo4j.int(limit) } : {};
  return connection.read(cypher, { space, kinds, queries, options, limit: neo4j.int(limit), ...filter.parameters }, { signal });
}

async function neighboursOf(connection: Connection, space: Space, search: Search & { hits: readonly Found[] }): Promise<Found[]> {
  const { query, hits, signal } = search;
  const { radius } = query;
  const stretches = hits.flatMap(({ place, position }) =>
    place === null ? [] : [{ place, from: neo4j.int(position - radius), to: neo4j.int(position + radius) }],
  );
  if (radius === 0 || stretches.length === 0) return [];
  const filter = compileFilter(query.filter);
  const cypher = `UNWIND $stretches AS stretch MATCH (n:${RECORD} {space: $space, place: stretch.place})
    WHERE stretch.from <= n.position <= stretch.to AND n.kind IS NOT NULL
    WITH DISTINCT n RETURN ${node}, ${filter.cypher} AS passes, 0 AS score`;
  const found = await connection.read<Found>(cypher, { space, stretches, ...filter.parameters }, { signal });
  const known = new Set(hits.map(({ id }) => id));
  return found.filter(({ id }) => !known.has(id));
}

async function statisticsOf(connection: Connection, space: Space, { query, signal }: Search): Promise<LexicalStatistics> {
  const { documents, length } = await countsOf(connection, space, { kinds: query.kinds, signal });
  const words = query.terms.flatMap((term, at) => query.kinds.map((kind: RecordKind) => ({ at, word: escapedWord(space, kind, term) })));
  const cypher = `UNWIND $words AS word CALL db.index.fulltext.queryNodes('${FULL_TEXT}', word.word) YIELD score
    RETURN toInteger(word.at) AS at, count(score) AS holders`;
  const rows = await connection.read<{ at: number; holders: number }>(cypher, { words }, { signal });
  const holders = new Map(rows.map((row) => [row.at, row.holders]));
  const frequencies = query.terms.map((_, at) => holders.get(at) ?? 0);
  return { documents, averageLength: documents === 0 ? 0 : length / documents, frequencies };
}

function candidateOf(found: Found, matched: boolean): LexicalCandidate {
  const { id, version, kind, score, words, group, position } = found;
  return { id, version, kind, score, matched, terms: termsOf(words), ...(group !== null && { group }), position };
}
