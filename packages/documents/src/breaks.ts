import { letOthersRun } from "./let-others-run.ts";

/** Characters that are worked on before others get their turn: a few milliseconds of any reader here. */
const stretch = 65_536;

/** The breaks of a long piece of work. */
export class Breaks {
  readonly #signal: AbortSignal | undefined;
  #done = 0;

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /** After work on so many characters. @throws the signal's reason */
  async after(characters: number): Promise<void> {
    this.#done += characters;
    if (this.#done < stretch) return;
    this.#done = 0;
    await letOthersRun();
    this.#signal?.throwIfAborted();
  }
}

/** A long text in parts that are short enough to be worked on in one go. */
export function* inStretches(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += stretch) yield text.slice(at, at + stretch);
}
