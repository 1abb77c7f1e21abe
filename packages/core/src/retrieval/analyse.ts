import { stemmer } from "stemmer";
import { irregularForms } from "./irregular-forms.ts";
import { stopWords } from "./stop-words.ts";

const longestTerm = 64;
const cachedStems = 20_000;
const ascii = /^[\x00-\x7f]*$/;
const plainWords = /[a-z0-9]+/g;
const possessive = /['’]s\b/g;
const segmenter = new Intl.Segmenter("en", { granularity: "word" });
/** Letters of the Latin script that no normalisation takes apart. */
const ligatures: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

/**
 * The words of a text as they are indexed and searched, in order, duplicates included: lower case, accents and possessive
 * `'s` off, without stop words, English words stemmed (Porter 1980, after a table of irregular forms). Scripts that are
 * written without blanks are cut into words by `Intl.Segmenter`.
 */
export function analyse(text: string): string[] {
  const terms: string[] = [];
  for (const word of foldedWords(text)) if (!stopWords.has(word)) terms.push(stem(word));
  return terms;
}

/** The words of a text folded in case and accents but not stemmed, stop words included. */
export function foldedWords(text: string): string[] {
  const lower = text.toLowerCase().replace(possessive, "");
  if (ascii.test(lower)) return (lower.match(plainWords) ?? []).map(cut);
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(lower.normalize("NFKC").toLowerCase())) {
    if (isWordLike === true) words.push(...(fold(segment).match(/[\p{L}\p{N}]+/gu) ?? []).map(cut));
  }
  return words;
}

/** Takes accents off and puts back together what is no accent (Hangul, kana); other marks go, so that a word stays one. */
function fold(word: string): string {
  const bare = word
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replace(/\p{M}/gu, "");
  return bare.replace(/[ßæœøłđðþı]/g, (letter) => ligatures[letter] ?? letter);
}

/** Not through the middle of a character outside the basic plane. */
function cut(word: string): string {
  return word.length <= longestTerm ? word : word.slice(0, longestTerm).replace(/[\ud800-\udbff]$/, "");
}

const stems = new Map<string, string>();

function stem(word: string): string {
  if (!/^[a-z]+$/.test(word)) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  const made = stemmer(irregularForms.get(word) ?? word);
  if (stems.size >= cachedStems) stems.clear();
  stems.set(word, made);
  return made;
}
