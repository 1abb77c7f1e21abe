import { foldedWords } from "./analyse.ts";
import { speakerOf, textOf } from "./document.ts";
import type { Duplicate, RankedRecord } from "./ranking.ts";

/** Texts of fewer words are compared whole: one word more or less can turn them round. */
const leastWords = 12;
const shingleLength = 3;
const nearlyAll = 0.9;
/** Words that make two texts say different things however much else they share: numbers and negations. */
const decisive = /^(no|not|never|none|nor|cannot|t|.*\d.*)$/;

export interface Distinct {
  readonly distinct: readonly RankedRecord[];
  readonly duplicates: readonly Duplicate[];
}

/**
 * Keeps the best of records in which one author says the same: the same words, or nine tenths of the runs of three words
 * where no number and no negation differs.
 */
export function dropDuplicates(ranked: readonly RankedRecord[]): Distinct {
  const duplicates: Duplicate[] = [];
  const sayings = new Sayings();
  const distinct = ranked.filter((one) => {
    const { record } = one;
    const words = foldedWords(textOf(record));
    const same = sayings.find(`${record.kind} ${speakerOf(record) ?? ""}`, words, one);
    if (same !== undefined) duplicates.push({ ranked: one, of: same });
    return same === undefined;
  });
  return { distinct, duplicates };
}

interface Saying {
  readonly ranked: RankedRecord;
  readonly shingles: Uint32Array;
}

/**
 * What was said so far. Two sets that share nine tenths share one of the first tenth of their members in any one order, so
 * only texts that meet there are compared (prefix filtering, Chaudhuri et al. 2006).
 */
class Sayings {
  readonly #whole = new Map<string, RankedRecord>();
  readonly #byShingle = new Map<string, Saying[]>();

  /** The record that says the same; otherwise keeps this one. */
  find(author: string, words: readonly string[], ranked: RankedRecord): RankedRecord | undefined {
    const whole = `${author} ${words.join(" ")}`;
    const figures = `${author} ${words
      .filter((word) => decisive.test(word))
      .sort()
      .join(" ")}`;
    const saying = { ranked, shingles: words.length < leastWords ? new Uint32Array() : shinglesOf(words) };
    const first = saying.shingles.subarray(0, Math.floor((1 - nearlyAll) * saying.shingles.length) + 1);
    const prefix = [...first].map((shingle) => `${shingle} ${figures}`);
    const met = prefix.flatMap((shingle) => this.#byShingle.get(shingle) ?? []);
    const same = this.#whole.get(whole) ?? met.find((other) => likeness(other.shingles, saying.shingles) >= nearlyAll)?.ranked;
    if (same !== undefined) return same;
    this.#whole.set(whole, ranked);
    for (const shingle of prefix) this.#byShingle.set(shingle, [...(this.#byShingle.get(shingle) ?? []), saying]);
    return undefined;
  }
}

/** Hashes of all runs of three words, in order of the hash and each once. */
function shinglesOf(words: readonly string[]): Uint32Array {
  const hashes = words.map(hashWord);
  const runs = hashes.slice(shingleLength - 1).map((last, at) => mix(mix(hashes[at] ?? 0, hashes[at + 1] ?? 0), last));
  return Uint32Array.from(new Set(runs)).sort();
}

/** FNV-1a. */
function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash;
}

function mix(hash: number, next: number): number {
  return Math.imul(Math.imul(hash, 0x01000193) ^ next, 0x85ebca6b) >>> 0;
}

/** Jaccard: what two ordered sets share of what they hold together. */
function likeness(a: Uint32Array, b: Uint32Array): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [x = 0, y = 0] = [a[i], b[j]];
    if (x === y) shared += 1;
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return shared / (a.length + b.length - shared);
}
