import type { LexicalQuery, LexicalStatistics, RecordKind } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import { compileFilter } from "./filter-sql.ts";

/*
 * The full-text index. Every word is kept under the space's number and the kind's letter, so that the postings and
 * frequencies a search reads are those of its own space and kinds, however much else is in the file.
 */

const letters: Readonly<Record<RecordKind, string>> = { message: "m", block: "b", passage: "p", entity: "e", fact: "f", row: "r" };

export interface Words {
  readonly number: number;
  readonly kind: RecordKind;
  readonly terms: readonly string[];
}

export function addWords(database: Database, space: number, { number, kind, terms }: Words): void {
  const text = terms.map((term) => word(space, kind, term)).join(" ");
  // Words of a document that was taken away behind our back. To look is cheap, to replace unseen writes to every segment of the index.
  const stray = database.get("SELECT 1 FROM lexical_docsize WHERE id = ?", number) !== undefined;
  database.run(`INSERT ${stray ? "OR REPLACE " : ""}INTO lexical (rowid, terms) VALUES (?, ?)`, number, text);
  countWords(database, space, { kind, documents: 1, length: terms.length });
}

export function removeWords(database: Database, space: number, held: { number: number; kind: RecordKind; length: number }): void {
  database.run("DELETE FROM lexical WHERE rowid = ?", held.number);
  countWords(database, space, { kind: held.kind, documents: -1, length: -held.length });
}

/** Selects `columns` of the documents that hold any of the terms and pass the filter, best first. */
export function searchWords<Row>(
  database: Database,
  space: number,
  search: { query: LexicalQuery; columns: string },
): readonly Scored<Row>[] {
  const { kinds, terms, limit, filter } = search.query;
  const words = kinds.flatMap((kind) => terms.map((term) => `"${word(space, kind, term)}"`));
  if (words.length === 0) return [];
  const condition = compileFilter(filter);
  const sql = `SELECT ${search.columns}, -l.rank AS score FROM lexical l CROSS JOIN document d ON d.number = l.rowid
    WHERE l.terms MATCH ? AND d.space = ? AND d.terms IS NOT NULL AND ${condition.sql} ORDER BY l.rank LIMIT ?`;
  return database.all(sql, words.join(" OR "), space, ...condition.values, limit);
}

/** By FTS5's BM25, which counts the documents of the whole file; core scores again with the statistics of the space. */
export type Scored<Row> = Row & { readonly score: number };

export function statisticsOf(database: Database, space: number, query: LexicalQuery): LexicalStatistics {
  const kinds = JSON.stringify(query.kinds);
  const sum = `SELECT coalesce(sum(documents), 0) AS documents, coalesce(sum(length), 0) AS length FROM statistic
    WHERE space = ? AND kind IN (SELECT value FROM json_each(?))`;
  const { documents = 0, length = 0 } = database.get<{ documents: number; length: number }>(sum, space, kinds) ?? {};
  const frequencies = query.terms.map((term) => {
    const holders = query.kinds.map((kind) =>
      database.get<{ doc: number }>("SELECT doc FROM lexical_terms WHERE term = ?", word(space, kind, term)),
    );
    return holders.reduce((total, holder) => total + (holder?.doc ?? 0), 0);
  });
  return { documents, averageLength: documents === 0 ? 0 : length / documents, frequencies };
}

/** Rewrites the index, so that removed words are gone from it. */
export function compactWords(database: Database): void {
  database.run("INSERT INTO lexical (lexical) VALUES ('optimize')");
}

function word(space: number, kind: RecordKind, term: string): string {
  return `${space}${letters[kind]}${term}`;
}

function countWords(database: Database, space: number, change: { kind: RecordKind; documents: number; length: number }): void {
  const sql = `INSERT INTO statistic (space, kind, documents, length) VALUES (?, ?, ?, ?)
    ON CONFLICT (space, kind) DO UPDATE SET documents = documents + excluded.documents, length = length + excluded.length`;
  database.run(sql, space, change.kind, change.documents, change.length);
}
