import { type Clock, isPagefileError, PagefileError } from "../contracts/index.ts";

const firstMs = 250;
const longestMs = 60_000;

export interface PausesOptions {
  readonly clock: Clock;
  /** From 0 to below 1; spreads the retries of many processes. */
  readonly random: () => number;
}

/**
 * Leaves a server that fails alone for a growing time, so that an outage costs a handful of requests instead of one for
 * each write: 0.25 s after the first failure, doubled with each, at most a minute, less up to half of it by chance.
 */
export class Pauses {
  readonly #clock: Clock;
  readonly #random: () => number;
  #failures = 0;
  #until = 0;
  #error: unknown;

  constructor({ clock, random }: PausesOptions) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Milliseconds until it may be asked again; 0 when it may be asked now. */
  get waitMs(): number {
    return this.#failures === 0 ? 0 : Math.max(0, this.#until - this.#clock.now());
  }

  /** What went wrong, until a request is answered again. */
  get failure(): string | undefined {
    if (this.#failures === 0) return undefined;
    return this.#error instanceof Error ? this.#error.message : String(this.#error);
  }

  /** Lets the next request through at once. */
  end(): void {
    this.#until = 0;
  }

  /**
   * Sends a request unless there is a pause, in which the error that began it is thrown again. One that is not answered within
   * `deadlineMs` failed: a server that accepts and says nothing must not hold up its follower for ever.
   */
  async guard<T>(request: () => Promise<T>, deadlineMs?: number): Promise<T> {
    if (this.waitMs > 0) throw this.#error;
    try {
      const answer = await (deadlineMs === undefined ? request() : this.#within(request(), deadlineMs));
      this.#failures = 0;
      return answer;
    } catch (error) {
      if (isAnswer(error)) this.#failures = 0;
      else this.#begin(error);
      throw error;
    }
  }

  async #within<T>(answer: Promise<T>, deadlineMs: number): Promise<T> {
    const answered = new AbortController();
    const silence = this.#clock.sleep(deadlineMs, answered.signal).then(() => {
      throw new PagefileError("STORE_UNAVAILABLE", `No answer within ${deadlineMs / 1000} s.`, { retryable: true });
    });
    try {
      return await Promise.race([answer, silence]);
    } finally {
      silence.catch(() => undefined);
      answered.abort();
    }
  }

  #begin(error: unknown): void {
    const asked = isPagefileError(error) ? (error.retryAfterMs ?? 0) : 0;
    const pause = Math.min(longestMs, firstMs * 2 ** this.#failures) * (1 - this.#random() / 2);
    this.#failures = Math.min(this.#failures + 1, 16);
    this.#until = this.#clock.now() + Math.max(asked, pause);
    this.#error = error instanceof Error ? error : new PagefileError("STORE_UNAVAILABLE", String(error), { retryable: true });
  }
}

/** A refusal of one record is the answer of a server that works. */
export function isAnswer(error: unknown): boolean {
  return (isPagefileError(error, "STORE_REJECTED") || isPagefileError(error, "EMBEDDER_REJECTED")) && !error.retryable;
}
