import { graphemesOf, widthOf } from "../src/terminal/text-width.ts";

/** One character where it stands. `style` is the set of SGR codes in force, as `1 36`. */
export interface Cell {
  readonly text: string;
  readonly style: string;
}

/** A column without a cell is blank, or the second half of a wide character. */
export type Row = readonly (Cell | undefined)[];

const sequence = /\u001b\[([0-9;?]*)([A-Za-z])|\u001b\][^\u0007]*\u0007|\r|\n|\u0007|[^\u001b\r\n\u0007]+/g;
/** The codes that end others: bold and dim, and the colour. */
const ends: Readonly<Record<number, (code: number) => boolean>> = {
  0: () => true,
  22: (code) => code <= 2,
  39: (code) => code >= 30 && code <= 37,
};

/** What a terminal of endless height shows, for the few sequences that Node's readline and this program send. */
export class TerminalScreen {
  readonly #columns: number;
  readonly #rows: (Cell | undefined)[][] = [[]];
  #row = 0;
  #column = 0;
  #codes: readonly number[] = [];

  constructor(columns: number) {
    this.#columns = columns;
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  feed(text: string): void {
    for (const [whole, parameters = "", command] of text.matchAll(sequence)) {
      if (command !== undefined) this.#obey(command, parameters);
      else if (whole === "\r") this.#column = 0;
      else if (whole === "\n") this.#lineFeed();
      else if (!/^[\u0007\u001b]/.test(whole)) for (const grapheme of graphemesOf(whole)) this.#put(grapheme);
    }
  }

  #put(grapheme: string): void {
    const width = widthOf(grapheme);
    if (this.#column + width > this.#columns) {
      this.#column = 0;
      this.#lineFeed();
    }
    const row = this.#current();
    while (row.length < this.#column) row.push(undefined);
    row[this.#column] = { text: grapheme, style: this.#codes.join(" ") };
    if (width > 1) row[this.#column + 1] = undefined;
    this.#column += width;
  }

  #obey(command: string, parameters: string): void {
    const numbers = parameters.split(";").map(Number);
    const [first = 0] = numbers;
    if (command === "G") this.#column = Math.max(0, first - 1);
    else if (command === "A") this.#row = Math.max(0, this.#row - (first || 1));
    else if (command === "C") this.#column += first || 1;
    else if (command === "D") this.#column = Math.max(0, this.#column - (first || 1));
    else if (command === "K") this.#current().length = Math.min(this.#current().length, this.#column);
    else if (command === "J") {
      this.#current().length = Math.min(this.#current().length, this.#column);
      this.#rows.length = this.#row + 1;
    } else if (command === "m") for (const code of numbers) this.#style(code);
  }

  #style(code: number): void {
    const ended = ends[code];
    if (ended !== undefined) this.#codes = this.#codes.filter((one) => !ended(one));
    else if (!this.#codes.includes(code)) this.#codes = [...this.#codes, code].toSorted((a, b) => a - b);
  }

  #lineFeed(): void {
    this.#row += 1;
    this.#current();
  }

  #current(): (Cell | undefined)[] {
    while (this.#rows.length <= this.#row) this.#rows.push([]);
    const row = this.#rows[this.#row] ?? [];
    return row;
  }
}
