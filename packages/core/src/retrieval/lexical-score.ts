import type { LexicalCandidate, LexicalResult, LexicalStatistics, RecordId } from "../contracts/index.ts";

/** How far, in positions of the group, a record answers to the words of its neighbours. */
export const spreadRadius = 3;
const spreadDecay = 0.5;
const offsets = Array.from({ length: 2 * spreadRadius + 1 }, (_, at) => at - spreadRadius).filter((offset) => offset !== 0);
const recordShape = { k1: 0.9, b: 0.6 };
const groupShape = { k1: 1.2, b: 0.75 };

/** What the words of a query are worth in one record. */
export interface LexicalScore {
  /** BM25 with context spread. */
  readonly score: number;
  /** BM25 of all candidates of its group taken as one text; 0 without a group. */
  readonly group: number;
  /** The share of the query's idf mass that the score covers, 0 to 1. */
  readonly coverage: number;
  /** Terms in the record itself, and terms it answers to only through its neighbours. */
  readonly own: readonly string[];
  readonly near: readonly string[];
}

type Words = Pick<LexicalCandidate, "kind" | "terms" | "group">;

/** For each term of the query, a count or a weight. */
type PerTerm = readonly number[];

/**
 * Scores what a lexical search brought by BM25 (Robertson and Zaragoza 2009) with context spread: a record also answers to
 * the words of its neighbours in the group, for each term with the greatest of its own weight and theirs, halved for every
 * position away.
 */
export class LexicalScorer {
  readonly #terms: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #statistics: LexicalStatistics;
  readonly #idf: PerTerm;
  /** The score of a record of mean length that holds every term once. */
  readonly #ideal: number;
  readonly #weights = new Map<RecordId, PerTerm>();
  readonly #byPosition = new Map<string, PerTerm>();
  readonly #groups: ReadonlyMap<string, number>;

  constructor({ candidates, statistics }: LexicalResult, terms: readonly string[]) {
    this.#terms = terms;
    this.#places = new Map(terms.map((term, at) => [term, at]));
    this.#statistics = statistics;
    this.#idf = terms.map((_, at) => inverseFrequency(statistics.documents, statistics.frequencies[at] ?? 0));
    this.#ideal = this.#idf.reduce((sum, value) => sum + value, 0);
    const counted = candidates.map((candidate) => ({ candidate, counts: this.#count(candidate) }));
    for (const { candidate, counts } of counted) {
      const weights = this.#weigh(counts, candidate.terms.length);
      this.#weights.set(candidate.id, weights);
      const group = groupOf(candidate);
      if (group !== undefined) this.#byPosition.set(place(group, candidate.position), weights);
    }
    this.#groups = scoreGroups(counted, terms.length);
  }

  /** The score of a candidate of the search. */
  score(candidate: LexicalCandidate): LexicalScore {
    const group = groupOf(candidate);
    const own = this.#weights.get(candidate.id) ?? [];
    const spread = [...own];
    for (const offset of group === undefined ? [] : offsets) {
      const neighbour = this.#byPosition.get(place(group ?? "", candidate.position + offset));
      neighbour?.forEach((weight, at) => (spread[at] = Math.max(spread[at] ?? 0, weight * spreadDecay ** Math.abs(offset))));
    }
    return this.#combine(own, spread, group);
  }

  /** The score of a record that the search did not bring, by its own words. */
  scoreAlone(document: Words): LexicalScore {
    const own = this.#weigh(this.#count(document), document.terms.length);
    return this.#combine(own, own, groupOf(document));
  }

  #combine(own: PerTerm, spread: PerTerm, group: string | undefined): LexicalScore {
    const score = spread.reduce((sum, weight) => sum + weight, 0);
    return {
      score,
      group: group === undefined ? 0 : (this.#groups.get(group) ?? 0),
      coverage: this.#ideal === 0 ? 0 : Math.min(1, score / this.#ideal),
      own: this.#terms.filter((_, at) => (own[at] ?? 0) > 0),
      near: this.#terms.filter((_, at) => own[at] === 0 && (spread[at] ?? 0) > 0),
    };
  }

  #count({ terms }: Words): PerTerm {
    const counts = this.#terms.map(() => 0);
    for (const term of terms) {
      const at = this.#places.get(term);
      if (at !== undefined) counts[at] = (counts[at] ?? 0) + 1;
    }
    return counts;
  }

  #weigh(counts: PerTerm, length: number): PerTerm {
    const relative = length / (this.#statistics.averageLength || 1);
    return counts.map((count, at) => (this.#idf[at] ?? 0) * saturation(count, relative, recordShape));
  }
}

/** Each group's candidates as one text; idf is over the groups seen. */
function scoreGroups(counted: readonly { candidate: LexicalCandidate; counts: PerTerm }[], terms: number): ReadonlyMap<string, number> {
  const groups = new Map<string, { length: number; readonly counts: number[] }>();
  for (const { candidate, counts } of counted) {
    const group = groupOf(candidate);
    if (group === undefined) continue;
    const held = groups.get(group) ?? { length: 0, counts: Array.from({ length: terms }, () => 0) };
    held.length += candidate.terms.length;
    counts.forEach((count, at) => (held.counts[at] = (held.counts[at] ?? 0) + count));
    groups.set(group, held);
  }
  const all = [...groups.values()];
  const averageLength = all.reduce((sum, { length }) => sum + length, 0) / all.length;
  const idf = Array.from({ length: terms }, (_, at) =>
    inverseFrequency(all.length, all.filter(({ counts }) => (counts[at] ?? 0) > 0).length),
  );
  const score = (counts: PerTerm, length: number): number =>
    counts.reduce((sum, count, at) => sum + (idf[at] ?? 0) * saturation(count, length / averageLength, groupShape), 0);
  return new Map([...groups].map(([group, { counts, length }]) => [group, score(counts, length)]));
}

function inverseFrequency(documents: number, frequency: number): number {
  return Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
}

function saturation(count: number, relativeLength: number, { k1, b }: { readonly k1: number; readonly b: number }): number {
  return count === 0 ? 0 : (count * (k1 + 1)) / (count + k1 * (1 - b + b * relativeLength));
}

/** A session and a document of one name are two groups. */
function groupOf({ kind, group }: Words): string | undefined {
  return group === undefined ? undefined : `${kind} ${group}`;
}

function place(group: string, position: number): string {
  return `${position} ${group}`;
}
