/** The headings above a paragraph, kept as they come by: a heading ends those of its level and below. */
export class HeadingPath {
  readonly #open: { readonly level: number; readonly text: string }[] = [];

  enter(level: number, text: string): void {
    while ((this.#open.at(-1)?.level ?? 0) >= level) this.#open.pop();
    this.#open.push({ level, text });
  }

  get path(): readonly string[] {
    return this.#open.map(({ text }) => text);
  }
}
