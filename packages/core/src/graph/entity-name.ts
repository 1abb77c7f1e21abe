import { PagefileError } from "../contracts/index.ts";
import { cleanName, cleanText } from "../memory/clean-text.ts";
import { foldedWords } from "../retrieval/analyse.ts";

const longestName = 400;
const longestPredicate = 64;
const accents = /([\p{Script=Latin}\p{Script=Greek}])[\u0300-\u036f]+/gu;
const article = /^(?:the|a|an|der|die|das|le|la|les|el|los|las|il|lo)\s+(?=\S)/;

/** A name as people would write it: no blanks around it, single ones within. @throws PagefileError RECORD_INVALID, LIMIT_EXCEEDED */
export function cleanEntityName(what: string, name: unknown): string {
  return cleanName(what, cleanText(what, name).replace(/\s+/gu, " ").trim(), longestName);
}

/**
 * What makes two names one: case, width, accents, blanks and a leading article do not count. Signs do, so that "C" and
 * "C++" stay two.
 */
export function normaliseName(name: string): string {
  const folded = name.normalize("NFKC").toLowerCase().normalize("NFD").replace(accents, "$1").normalize("NFC");
  const plain = folded.replace(/\s+/gu, " ").trim();
  return plain.replace(article, "");
}

/** `Lives in` and `lives_in` are one predicate. @throws PagefileError RECORD_INVALID */
export function normalisePredicate(predicate: unknown): string {
  const words = foldedWords(cleanText("The predicate", predicate)).join("_").slice(0, longestPredicate).toWellFormed().replace(/_+$/, "");
  if (words !== "") return words;
  throw new PagefileError("RECORD_INVALID", 'A predicate says in a word or two how things relate, for example "lives_in".');
}
