import type { Evidence } from "./evidence.ts";

const english = /^(?:please\s+)?(?:summari[sz]e|sum up|give me a summary of)\s+(?:the (?:document|file)\s+)?(?<name>.+)$/i;
const chinese = /^请?(?:总结|概括)(?:一下)?\s*(?<name>.+)$/;
/** What follows the name: how long it is to be, or what else is wanted. */
const rest =
  /\s+in (?:at most|about|up to|no more than)?\s*\w+ (?:words?|sentences?|lines?|paragraphs?)\b.*$|[,;，；。]\s*.*$|[.!?]+(?:\s.*)?$/s;

/** A longer message is no request for a document, and these patterns are slow on a long one. */
const longestRequest = 500;

/** The name of the document that a message asks to be summarised; undefined for any other message. */
export function documentToSummarise(said: string): string | undefined {
  if (said.length > longestRequest) return undefined;
  const name = (english.exec(said) ?? chinese.exec(said))?.groups?.["name"]?.replace(rest, "").trim();
  return name === undefined || name === "" ? undefined : name;
}

/** Words by which a document's passages can be searched for, since its name is none of their text. */
export function wordsOfName(name: string): string {
  return name
    .replace(/\.[A-Za-z0-9]{1,5}$/, "")
    .replace(/[-_./\\]+/g, " ")
    .trim();
}

/** What was found of a document, in its order. */
export function linesOfDocument(name: string, lines: readonly Evidence[]): readonly Evidence[] {
  const wanted = name.toLowerCase();
  const ofIt = lines.filter(({ who, citation }) => (citation?.document ?? who).toLowerCase().includes(wanted));
  return ofIt.toSorted((a, b) => (a.citation?.page ?? 0) - (b.citation?.page ?? 0));
}
