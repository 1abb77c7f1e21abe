import stringWidth from "string-width";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Columns a text takes in a terminal: two for a wide character, none for a combining one. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** What a reader sees as characters, in order. */
export function* graphemesOf(text: string): Generator<string> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}

/** The text in at most so many columns, with `…` where it was cut. */
export function cutToWidth(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let cut = "";
  let used = 1;
  for (const grapheme of graphemesOf(text)) {
    used += widthOf(grapheme);
    if (used > columns) break;
    cut += grapheme;
  }
  return `${cut.trimEnd()}…`;
}

/** The text with blanks behind it up to so many columns. */
export function padToWidth(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - widthOf(text)));
}
