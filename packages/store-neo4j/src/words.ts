import type { RecordKind, Space } from "@pagefile/core/contracts";
import { digest } from "./digest.ts";

/*
 * Every word is indexed behind a digest of its space and kind, so that the postings and frequencies a search reads are those
 * of its own space and kinds, however much else is in the database.
 */

const prefixLength = digest().length;

export function wordsOf(space: Space, kind: RecordKind, terms: readonly string[]): string {
  const prefix = digest(space, kind);
  return terms.map((term) => prefix + term).join(" ");
}

export function termsOf(words: string): readonly string[] {
  return words === "" ? [] : words.split(" ").map((word) => word.slice(prefixLength));
}

/** Escaped for Lucene although terms are letters and digits only: this is the one place where words meet its syntax. */
export function escapedWord(space: Space, kind: RecordKind, term: string): string {
  return digest(space, kind) + term.replace(/[^\p{L}\p{N}]/gu, String.raw`\$&`);
}
