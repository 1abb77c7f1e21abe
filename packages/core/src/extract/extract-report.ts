import type { DeadLetter, Instant, Space } from "../contracts/index.ts";
import type { SkipReason } from "./source.ts";

/**
 * Why something found was not written: the words it rests on are not in the message, are a question, or came out of memory
 * themselves; or memory cannot keep it.
 */
export type DropReason = "unquoted" | "asked" | "recalled" | "invalid";

/** What a run did. */
export interface ExtractReport {
  readonly space: Space;
  /** Messages gone through, those skipped included. */
  readonly messages: number;
  readonly facts: number;
  /** Facts and passages that memory had already. */
  readonly known: number;
  readonly passages: number;
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** Messages given up on in this run, with the reason; `retryDead` tries them again. */
  readonly deadLetters: readonly DeadLetter[];
  /** Messages of earlier runs that were given up on and are done now. */
  readonly settled: number;
  /** Requests to the model, and their tokens as its server counts them, estimated where it does not. */
  readonly calls: number;
  readonly tokens: number;
  /** Why the run stopped before the end of the journal; what is left is read by the next one. */
  readonly deferred?: Deferral;
}

export interface Deferral {
  readonly reason: "budget" | "model";
  /** A sentence. */
  readonly explanation: string;
  /** Entries of the journal that were not looked at. */
  readonly entries: number;
  /** When it is worth trying again, where that is known. */
  readonly until?: Instant;
}

/** A report in the making. */
export class ExtractTally {
  messages = 0;
  facts = 0;
  known = 0;
  passages = 0;
  settled = 0;
  calls = 0;
  tokens = 0;
  deferred: Deferral | undefined;
  readonly #space: Space;
  readonly #skipped = new Map<SkipReason, number>();
  readonly #dropped = new Map<DropReason, number>();
  readonly #letters: DeadLetter[] = [];

  constructor(space: Space) {
    this.#space = space;
  }

  skip(reason: SkipReason): void {
    this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1);
  }

  drop(reason: DropReason): void {
    this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + 1);
  }

  bury(letter: DeadLetter): void {
    this.#letters.push(letter);
  }

  report(): ExtractReport {
    const { messages, facts, known, passages, settled, calls, tokens, deferred } = this;
    return {
      space: this.#space,
      ...{ messages, facts, known, passages, settled, calls, tokens },
      skipped: Object.fromEntries(this.#skipped),
      dropped: Object.fromEntries(this.#dropped),
      deadLetters: [...this.#letters],
      ...(deferred !== undefined && { deferred }),
    };
  }
}
