import { marked, type Token } from "marked";
import { isBounded } from "./guard.ts";

export interface ReadMarkdown {
  readonly blocks: readonly Token[];
  /** Links that are defined anywhere in the text: a late one changes what an early block means. */
  readonly definitions: number;
}

/** The blocks of a text, whose lines stay lines; undefined where it is to be shown as it is. */
export function readMarkdown(text: string): ReadMarkdown | undefined {
  if (!isBounded(text)) return undefined;
  try {
    const tokens = marked.lexer(text, { gfm: true, breaks: true });
    return { blocks: tokens.filter(({ type }) => type !== "space" && type !== "def"), definitions: Object.keys(tokens.links).length };
  } catch {
    return undefined;
  }
}
