import { estimateTokens } from "./estimate-tokens.ts";

/**
 * The text if it fits, else its beginning and end around a marker that says how much is missing and how to read it. The
 * marker itself may go over a budget below some 30 tokens.
 */
export function cutText(text: string, tokens: number, howToRead: string): string {
  if (text.length <= tokens || estimateTokens(text) <= tokens) return text;
  const marker = (missing: number): string => `\n[… ${missing} characters cut. ${howToRead} …]\n`;
  const room = Math.max(0, tokens - estimateTokens(marker(text.length)));
  const head = text.slice(0, unitsWithin(text, Math.floor((room * 2) / 3), 1));
  const tail = text.slice(text.length - unitsWithin(text, Math.floor(room / 3), -1));
  return `${head}${marker(text.length - head.length - tail.length)}${tail}`.toWellFormed();
}

const sentenceEnd = /[.!?。！？\n]/gu;

/** A text that may have been cut without the marker and without the two sentences it broke. */
export function wholeSentences(text: string): string {
  const marker = /\n\[… \d+ characters cut\. [^\n]* …\]\n/u.exec(text);
  if (marker === null) return text;
  const head = text.slice(0, marker.index);
  const tail = text.slice(marker.index + marker[0].length);
  const begun = ([...head.matchAll(sentenceEnd)].at(-1)?.index ?? -1) + 1;
  const over = tail.search(sentenceEnd) + 1;
  return `${head.slice(0, begun)}\n${over === 0 ? "" : tail.slice(over)}`;
}

/** How many UTF-16 units from the start (1) or the end (-1) fit, counted as `estimateTokens` does. */
function unitsWithin(text: string, tokens: number, direction: 1 | -1): number {
  let cost = 0;
  let units = 0;
  while (units < text.length) {
    const code = text.charCodeAt(direction === 1 ? units : text.length - 1 - units);
    cost += code < 128 ? 1 / 3.5 : 1;
    if (cost > tokens) break;
    units += 1;
  }
  return units;
}
