import type { RecordId } from "../contracts/index.ts";
import { foldedWords } from "./analyse.ts";
import { speakerOf, textOf } from "./document.ts";
import type { RankedRecord } from "./ranking.ts";

/** Texts of fewer words are compared whole: one word more or less can turn them round. */
const leastWords = 12;
const shingle = 3;
const nearlyAll = 0.9;
const decisive = /^(no|not|never|none|nor|cannot|t|\D*\d.*)$/;

export interface Distinct {
  readonly distinct: readonly RankedRecord[];
  /** Each record dropped, by the better one that says the same. */
  readonly duplicates: ReadonlyMap<RecordId, RecordId>;
}

/**
 * Keeps the best of records in which one author says the same: the same words, or nine tenths of the runs of three words
 * where no number and no negation differs.
 */
export function dropDuplicates(ranked: readonly RankedRecord[]): Distinct {
  const distinct: RankedRecord[] = [];
  const duplicates = new Map<RecordId, RecordId>();
  const whole = new Map<string, RecordId>();
  const kept = new Map<string, { readonly id: RecordId; readonly shingles: ReadonlySet<string>; readonly figures: string }[]>();
  for (const one of ranked) {
    const words = foldedWords(textOf(one.record));
    const author = `${one.record.kind} ${speakerOf(one.record) ?? ""}`;
    const key = `${author} ${words.join(" ")}`;
    const shingles = words.length < leastWords ? new Set<string>() : shinglesOf(words);
    const figures = `${author} ${words.filter((word) => decisive.test(word)).sort().join(" ")}`;
    const peers = kept.get(figures) ?? [];
    const same = whole.get(key) ?? peers.find((peer) => likeness(peer.shingles, shingles) >= nearlyAll)?.id;
    if (same !== undefined) {
      duplicates.set(one.record.id, same);
      continue;
    }
    distinct.push(one);
    whole.set(key, one.record.id);
    if (shingles.size > 0) kept.set(figures, [...peers, { id: one.record.id, shingles, figures }]);
  }
  return { distinct, duplicates };
}

function shinglesOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.slice(shingle - 1).map((_, at) => words.slice(at, at + shingle).join(" ")));
}

/** Jaccard: what two sets share of what they hold together. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (Math.min(a.size, b.size) < nearlyAll * Math.max(a.size, b.size)) return 0;
  let shared = 0;
  for (const one of a) if (b.has(one)) shared += 1;
  return shared / (a.size + b.size - shared || 1);
}
