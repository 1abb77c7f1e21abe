import type { LexicalCandidate, LexicalQuery, LexicalResult, LexicalStatistics } from "@pagefile/core/contracts";
import { groupOf, type IndexedRecord, passes, type SpaceIndex } from "./space-index.ts";

/** The candidates a plain BM25 (k1 1.2, b 0.75) ranks first, each with its neighbours. */
export function searchLexical(index: SpaceIndex, query: LexicalQuery): LexicalResult {
  const all = index.ofKinds(query);
  const statistics = statisticsOf(all, query.terms);
  const candidate = (held: IndexedRecord): LexicalCandidate => {
    const { record, document, position } = held;
    const matched = passes(query, record) && query.terms.some((term) => document.terms.includes(term));
    const score = bm25(document.terms, query.terms, statistics);
    const group = document.group === undefined ? {} : { group: document.group };
    return { id: record.id, version: record.version, kind: record.kind, score, matched, terms: [...document.terms], ...group, position };
  };
  const hits = all
    .map((held) => ({ held, found: candidate(held) }))
    .filter(({ found }) => found.matched)
    .sort((a, b) => b.found.score - a.found.score)
    .slice(0, query.limit);
  const kept = new Set(hits.map(({ held }) => held));
  const neighbours = all.filter((held) => !kept.has(held) && hits.some((hit) => isNear(hit.held, held, query.radius)));
  return { candidates: [...hits.map(({ found }) => found), ...neighbours.map(candidate)], statistics };
}

function isNear(a: IndexedRecord, b: IndexedRecord, radius: number): boolean {
  const group = groupOf(a.record, a.document);
  return group !== undefined && group === groupOf(b.record, b.document) && Math.abs(a.position - b.position) <= radius;
}

function statisticsOf(all: readonly IndexedRecord[], terms: readonly string[]): LexicalStatistics {
  const total = all.reduce((sum, { document }) => sum + document.terms.length, 0);
  const frequencies = terms.map((term) => all.filter(({ document }) => document.terms.includes(term)).length);
  return { documents: all.length, averageLength: all.length === 0 ? 0 : total / all.length, frequencies };
}

function bm25(words: readonly string[], terms: readonly string[], statistics: LexicalStatistics): number {
  const { documents, averageLength, frequencies } = statistics;
  const norm = 1.2 * (0.25 + (0.75 * words.length) / (averageLength || 1));
  return terms.reduce((score, term, at) => {
    const count = words.filter((word) => word === term).length;
    const frequency = frequencies[at] ?? 0;
    const idf = Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
    return score + (idf * count * 2.2) / (count + norm);
  }, 0);
}
