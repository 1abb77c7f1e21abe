import { analyse } from "../retrieval/analyse.ts";
import { sentencesOf } from "./utterance.ts";

/** Characters of a quotation from something longer. */
const longestQuote = 320;
const cutMark = /…? ?\(\d+ more characters: search with this id\)$/;

/** The one or two sentences of a passage that hold most of these words; its beginning where none holds any. */
export function sentencesAbout(passage: string, words: readonly string[]): string {
  const text = passage.replace(cutMark, "…");
  const sentences = sentencesOf(text);
  const counts = sentences.map((sentence) => {
    const terms = new Set(analyse(sentence));
    return words.filter((word) => terms.has(word)).length;
  });
  const best = counts.indexOf(Math.max(0, ...counts));
  return within(sentences.slice(Math.max(0, best)));
}

/** The first sentences of a passage. */
export function firstSentences(passage: string, longest: number): string {
  return within(sentencesOf(passage.replace(cutMark, "…")), { most: Infinity, longest });
}

function within(sentences: readonly string[], { most = 2, longest = longestQuote } = {}): string {
  const [first = "", ...rest] = sentences;
  let quoted = first.length > longest ? `${first.slice(0, longest).toWellFormed().trimEnd()}…` : first;
  for (const sentence of rest.slice(0, most - 1)) {
    if (quoted.length + 1 + sentence.length > longest) break;
    quoted = `${quoted} ${sentence}`;
  }
  return quoted;
}
