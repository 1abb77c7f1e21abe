import { graphemesOf, widthOf } from "./text-width.ts";

/** Wide marks that never begin a line; they hang over its end. */
const hanging = /^[。，、！？：；）」』】》]$/u;

const indent = "  ";
/** Longer lines are hard to read, however wide the terminal. */
const textColumns = 100;

/** For what an agent says, in a terminal of so many columns. */
export function replyWrap(columns: number): WordWrap {
  return new WordWrap(Math.min(columns, textColumns) - 2 * indent.length, indent);
}

/** Wraps a text that comes in pieces at words, and between wide characters, which need no blank to be parted. */
export class WordWrap {
  readonly #columns: number;
  readonly #indent: string;
  #column = 0;
  #word = "";
  #blanks = "";

  /** `columns` without the indent. */
  constructor(columns: number, indent: string) {
    this.#columns = columns;
    this.#indent = indent;
  }

  /** What can be shown now; a word is held back until it ends. */
  add(text: string): string {
    let shown = "";
    for (const grapheme of graphemesOf(text)) {
      if (grapheme === "\n") shown += `${this.end()}\n`;
      else if (/^\s$/.test(grapheme)) {
        shown += this.#flush();
        this.#blanks += grapheme === "\t" ? "  " : grapheme;
      } else if (hanging.test(grapheme)) {
        shown += this.#flush() + grapheme;
        this.#column += 2;
      } else if (widthOf(grapheme) > 1) {
        shown += this.#flush();
        this.#word = grapheme;
        shown += this.#flush();
      } else {
        this.#word += grapheme;
        if (widthOf(this.#word) >= this.#columns) shown += this.#flush();
      }
    }
    return shown;
  }

  /** The rest, at the end of a line. */
  end(): string {
    const rest = this.#flush();
    this.#column = 0;
    this.#blanks = "";
    return rest;
  }

  #flush(): string {
    if (this.#word === "") return "";
    const width = widthOf(this.#word);
    const start = this.#column === 0;
    const broken = !start && this.#column + this.#blanks.length + width > this.#columns;
    const lead = broken ? `\n${this.#indent}` : `${start ? this.#indent : ""}${this.#blanks}`;
    this.#column = width + (broken ? 0 : this.#column + this.#blanks.length);
    const text = lead + this.#word;
    this.#word = "";
    this.#blanks = "";
    return text;
  }
}
