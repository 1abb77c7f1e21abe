import type { ServerEvent } from "../../protocol/events.ts";

/** An event on its way to one page. `seq` is where the page goes on when it connects anew. */
export interface Letter {
  readonly event: ServerEvent;
  readonly seq?: number;
}

const mostEntries = 50;
const mostLetters = 1000;

/**
 * What one page has yet to be told. It never grows: more entries than a page can show become one `many`, and of what only the
 * newest counts (the stores, an import, a check) only the newest is kept. A page that takes nothing for longer than that is left, and
 * begins anew when it comes back.
 */
export class Mailbox {
  #letters: Letter[] = [];
  #wake = Promise.withResolvers<void>();
  #closed = false;

  put(letter: Letter): void {
    if (this.#closed) return;
    const { event } = letter;
    const at = this.#letters.findIndex((waiting) => replaces(event, waiting.event));
    if (at >= 0) this.#letters[at] = letter;
    else this.#letters.push(letter);
    if (event.type === "entry") this.#join(event.entry.seq);
    if (this.#letters.length > mostLetters) return this.close();
    this.#wake.resolve();
  }

  /** Waits for the next; undefined when it was closed. */
  async take(): Promise<Letter | undefined> {
    for (;;) {
      if (this.#closed) return undefined;
      const letter = this.#letters.shift();
      if (letter !== undefined) return letter;
      this.#wake = Promise.withResolvers();
      await this.#wake.promise;
    }
  }

  close(): void {
    this.#closed = true;
    this.#letters = [];
    this.#wake.resolve();
  }

  #join(head: number): void {
    const entries = this.#letters.filter(({ event }) => event.type === "entry" || event.type === "many");
    if (entries.length <= mostEntries) return;
    this.#letters = [{ event: { type: "many", head }, seq: head }, ...this.#letters.filter((letter) => !entries.includes(letter))];
  }
}

function replaces(event: ServerEvent, waiting: ServerEvent): boolean {
  if (event.type === "import") return waiting.type === "import" && waiting.import.id === event.import.id;
  return (event.type === "stores" || event.type === "check" || event.type === "many") && waiting.type === event.type;
}
