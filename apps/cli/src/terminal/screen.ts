import { styleText } from "node:util";
import { sanitiseLine } from "./sanitise.ts";
import { cutToWidth } from "./text-width.ts";
import { WordWrap } from "./word-wrap.ts";

export type Style = Parameters<typeof styleText>[0];

/** One output stream: what may be coloured on it, and how wide it is. */
export class Screen {
  readonly #stream: NodeJS.WriteStream;
  readonly #color: boolean;

  /** `color` false, `NO_COLOR` and a stream that is no terminal each mean plain text. */
  constructor(stream: NodeJS.WriteStream, color: boolean) {
    this.#stream = stream;
    this.#color = color && this.isTerminal && stream.hasColors();
  }

  get isTerminal(): boolean {
    return this.#stream.isTTY === true;
  }

  get hasColor(): boolean {
    return this.#color;
  }

  /** From 40 to 200. */
  get columns(): number {
    return Math.min(200, Math.max(40, this.#stream.columns || 80));
  }

  write(text: string): void {
    this.#stream.write(text);
  }

  line(text = ""): void {
    this.write(`${text}\n`);
  }

  /** The text in a style, where the stream shows styles. The text must be safe. */
  paint(style: Style, text: string): string {
    return this.#color ? styleText(style, text, { validateStream: false }) : text;
  }

  /** One dim line of what happens, in words; made safe, and in a terminal cut to its width. */
  note(text: string, style: Style = "dim"): void {
    this.line(this.noteLine(text, style));
  }

  /** What `note` shows. */
  noteLine(text: string, style: Style = "dim"): string {
    const safe = sanitiseLine(text);
    return this.paint(style, this.isTerminal ? cutToWidth(`  · ${safe}`, this.columns) : `· ${safe}`);
  }

  /** A sentence or more, made safe; in a terminal wrapped at its words. */
  sentence(text: string, style: Style): void {
    const wrap = new WordWrap(this.columns - 4, "  ");
    const safe = sanitiseLine(text);
    for (const line of (this.isTerminal ? wrap.add(safe) + wrap.end() : safe).split("\n")) this.line(this.paint(style, line));
  }

  /** A line that the next one replaces; only in a terminal. */
  transient(text: string): void {
    if (this.isTerminal) this.write(`\r\u001b[K${this.paint("dim", cutToWidth(`  ${sanitiseLine(text)}`, this.columns - 1))}`);
  }

  clearTransient(): void {
    if (this.isTerminal) this.write("\r\u001b[K");
  }
}
