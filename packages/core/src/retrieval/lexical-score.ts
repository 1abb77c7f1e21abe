import type { LexicalCandidate, LexicalResult, RecordId } from "../contracts/index.ts";

/** How far, in positions of the group, a record answers to the words of its neighbours. */
export const spreadRadius = 3;
const spreadDecay = 0.5;
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

export interface LexicalScores {
  readonly scores: ReadonlyMap<RecordId, LexicalScore>;
  /** Scores a record that the search did not bring, by its own words. */
  scoreAlone(document: { readonly terms: readonly string[]; readonly group?: string }): LexicalScore;
}

/**
 * BM25 (Robertson and Zaragoza 2009) in which a record also answers to the words of its neighbours in the group: for each
 * term the greatest of its own weight and its neighbours', halved for every position away.
 */
export function scoreLexical({ candidates, statistics }: LexicalResult, terms: readonly string[]): LexicalScores {
  const { documents, averageLength, frequencies } = statistics;
  const idf = terms.map((_, at) => inverseFrequency(documents, frequencies[at] ?? 0));
  const weigh = (words: readonly string[]): readonly number[] =>
    countTerms(words, terms).map((count, at) => (idf[at] ?? 0) * saturation(count, words.length / (averageLength || 1), recordShape));
  /** The score of a record of mean length that holds every term once. */
  const ideal = idf.reduce((sum, value) => sum + value, 0);
  const groups = scoreGroups(candidates, terms);
  const placed = new Map<string, readonly number[]>();
  const own = candidates.map((candidate) => {
    const weights = weigh(candidate.terms);
    if (candidate.group !== undefined) placed.set(place(candidate.group, candidate.position), weights);
    return weights;
  });
  const neighbours = (candidate: LexicalCandidate): readonly (readonly number[])[] => {
    const { group, position } = candidate;
    if (group === undefined) return [];
    return offsets.flatMap((offset) => {
      const weights = placed.get(place(group, position + offset));
      return weights === undefined ? [] : [weights.map((weight) => weight * spreadDecay ** Math.abs(offset))];
    });
  };
  const combine = (weights: readonly number[], near: readonly (readonly number[])[], group: string | undefined): LexicalScore => {
    const spread = weights.map((weight, at) => near.reduce((best, other) => Math.max(best, other[at] ?? 0), weight));
    const score = spread.reduce((sum, weight) => sum + weight, 0);
    return {
      score,
      coverage: ideal === 0 ? 0 : Math.min(1, score / ideal),
      group: group === undefined ? 0 : (groups.get(group) ?? 0),
      own: terms.filter((_, at) => (weights[at] ?? 0) > 0),
      near: terms.filter((_, at) => weights[at] === 0 && (spread[at] ?? 0) > 0),
    };
  };
  return {
    scores: new Map(candidates.map((candidate, at) => [candidate.id, combine(own[at] ?? [], neighbours(candidate), candidate.group)])),
    scoreAlone: (document) => combine(weigh(document.terms), [], document.group),
  };
}

const offsets = Array.from({ length: 2 * spreadRadius + 1 }, (_, at) => at - spreadRadius).filter((offset) => offset !== 0);

function place(group: string, position: number): string {
  return `${position} ${group}`;
}

function scoreGroups(candidates: readonly LexicalCandidate[], terms: readonly string[]): ReadonlyMap<string, number> {
  const groups = new Map<string, { length: number; readonly counts: number[] }>();
  for (const { group, terms: words } of candidates) {
    if (group === undefined) continue;
    const held = groups.get(group) ?? { length: 0, counts: terms.map(() => 0) };
    held.length += words.length;
    countTerms(words, terms).forEach((count, at) => (held.counts[at] = (held.counts[at] ?? 0) + count));
    groups.set(group, held);
  }
  const all = [...groups.values()];
  const averageLength = all.reduce((sum, { length }) => sum + length, 0) / (all.length || 1);
  const idf = terms.map((_, at) => inverseFrequency(all.length, all.filter(({ counts }) => (counts[at] ?? 0) > 0).length));
  const score = ({ counts, length }: { counts: readonly number[]; length: number }): number =>
    counts.reduce((sum, count, at) => sum + (idf[at] ?? 0) * saturation(count, length / averageLength, groupShape), 0);
  return new Map([...groups].map(([group, held]) => [group, score(held)]));
}

function inverseFrequency(documents: number, frequency: number): number {
  return Math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5));
}

function saturation(count: number, relativeLength: number, { k1, b }: { k1: number; b: number }): number {
  return count === 0 ? 0 : (count * (k1 + 1)) / (count + k1 * (1 - b + b * relativeLength));
}

function countTerms(words: readonly string[], terms: readonly string[]): number[] {
  return terms.map((term) => words.reduce((count, word) => (word === term ? count + 1 : count), 0));
}
