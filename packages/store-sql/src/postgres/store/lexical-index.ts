import type { LexicalQuery, LexicalStatistics, RecordId, RecordKind } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import { Parameters } from "../database/parameters.ts";
import { numberOfGiven } from "./document-number.ts";
import type { Held } from "./documents.ts";
import { prepared } from "../database/statement.ts";
import { compileFilter } from "./filter-sql.ts";

/*
 * The full-text index: a row for each term of each document, which the index `posting_pkey` holds side by side for each
 * space, kind and term. So a search reads the postings of its own space and kinds, however much else is in the database;
 * frequencies are exact; and row-level security, which keeps a GIN index from being used, is no hindrance.
 */

export interface Words {
  readonly id: RecordId;
  readonly kind: RecordKind;
  readonly terms: readonly string[];
}

interface Count {
  readonly kind: RecordKind;
  readonly documents: number;
  readonly length: number;
}

/** Puts the words of documents in, each found by its record. */
export async function writeWords(database: Database, space: number, words: readonly Words[]): Promise<void> {
  const rows = words.map(({ id, kind, terms }) => ({ id, kind, words: frequenciesOf(terms), length: terms.length }));
  const counts = words.map(({ kind, terms }) => ({ kind, documents: 1, length: terms.length }));
  await Promise.all([database.run(insertPostings, space, JSON.stringify(rows)), countWords(database, space, counts)]);
}

const insertPostings = prepared(`INSERT INTO posting (space, kind, term, document, frequency, length)
  SELECT $1, given.kind, word.key, d.number, word.value::integer, given.length
  FROM json_to_recordset($2) AS given (id text, kind text, words json, length integer),
    ${numberOfGiven} d, json_each_text(given.words) AS word`);

function frequenciesOf(terms: readonly string[]): Readonly<Record<string, number>> {
  const frequencies = new Map<string, number>();
  for (const term of terms) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  return Object.fromEntries(frequencies);
}

/** Takes the words of documents out. */
export async function removeWords(database: Database, space: number, held: readonly Held[]): Promise<void> {
  const rows = held.flatMap(({ number, kind, terms, length }) =>
    kind === null || terms === null || length === null ? [] : [{ number, kind, terms, length }],
  );
  if (rows.length === 0) return;
  const remove = `DELETE FROM posting p USING (SELECT DISTINCT given.number, given.kind, term
      FROM json_to_recordset($2) AS given (number bigint, kind text, terms text), unnest(string_to_array(given.terms, ' ')) AS term) gone
    WHERE p.space = $1 AND p.kind = gone.kind AND p.term = gone.term AND p.document = gone.number`;
  const counts = rows.map(({ kind, length }) => ({ kind, documents: -1, length: -length }));
  await Promise.all([database.run(remove, space, JSON.stringify(rows)), countWords(database, space, counts)]);
}

/** Adds to what is counted of each kind. */
async function countWords(database: Database, space: number, counts: readonly Count[]): Promise<void> {
  await database.run(addCounts, space, JSON.stringify(counts));
}

const addCounts = prepared(`INSERT INTO statistic AS s (space, kind, documents, length)
  SELECT $1, kind, sum(documents), sum(length) FROM json_to_recordset($2) AS given (kind text, documents bigint, length bigint) GROUP BY kind
  ON CONFLICT (space, kind) DO UPDATE SET documents = s.documents + excluded.documents, length = s.length + excluded.length`);

/** What plain BM25 is made of: how soon a word said again counts no more, and how much long documents are held back. */
const k1 = 0.9;
const b = 0.4;

/** Selects `columns` of the documents that hold any of the terms and pass the filter, best first by BM25, and what was counted. */
export async function searchWords<Row>(
  database: Database,
  space: number,
  search: { query: LexicalQuery; columns: string },
): Promise<FoundWords<Row>> {
  const { kinds, terms, limit, filter } = search.query;
  const statistics = await statisticsOf(database, space, search.query);
  const { documents, averageLength, frequencies } = statistics;
  const weights = frequencies.map((frequency) => Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5)));
  const parameters = new Parameters(space, kinds, terms, weights, averageLength || 1);
  // OFFSET 0 keeps Postgres, which has no statistics of a new table, from reading all postings of the space instead.
  const passes =
    filter === undefined
      ? "true"
      : `p.document IN (SELECT d.number FROM document d WHERE d.space = $1 AND ${compileFilter(filter, parameters)})`;
  const sql = `SELECT ${search.columns}, best.score FROM (
      SELECT p.document, sum(word.weight * p.frequency / (p.frequency + ${k1}::float8 * (1 - ${b}::float8 + ${b}::float8 * p.length / $5::float8))) AS score
      FROM unnest($3::text[], $4::float8[]) AS word (term, weight) CROSS JOIN LATERAL (
        SELECT * FROM posting WHERE space = $1 AND kind = ANY ($2) AND term = word.term OFFSET 0
      ) p
      WHERE ${passes} GROUP BY p.document ORDER BY score DESC, p.document LIMIT ${parameters.add(limit)}
    ) best JOIN document d ON d.space = $1 AND d.number = best.document AND d.terms IS NOT NULL ORDER BY best.score DESC, d.number`;
  return { rows: await database.all<Scored<Row>>(sql, ...parameters.values), statistics };
}

export interface FoundWords<Row> {
  readonly rows: readonly Scored<Row>[];
  readonly statistics: LexicalStatistics;
}

export type Scored<Row> = Row & { readonly score: number };

async function statisticsOf(database: Database, space: number, { kinds, terms }: LexicalQuery): Promise<LexicalStatistics> {
  const sql = `SELECT coalesce(sum(documents), 0)::float8 AS documents, coalesce(sum(length), 0)::float8 AS length,
    ARRAY(SELECT (SELECT count(*) FROM posting p WHERE p.space = $1 AND p.kind = ANY ($2) AND p.term = word.term)
      FROM unnest($3::text[]) WITH ORDINALITY AS word (term, place) ORDER BY place)::float8[] AS frequencies
    FROM statistic WHERE space = $1 AND kind = ANY ($2)`;
  const {
    documents = 0,
    length = 0,
    frequencies = [],
  } = (await database.get<{ documents: number; length: number; frequencies: number[] }>(sql, space, kinds, terms)) ?? {};
  return { documents, averageLength: documents === 0 ? 0 : length / documents, frequencies };
}
