import type { Clock } from "@pagefile/core/contracts";

/** Counts failures of the last second, so that nobody guesses faster than a few times a second. */
export class FailureLimit {
  readonly #clock: Pick<Clock, "now">;
  readonly #most: number;
  #failures: readonly number[] = [];

  constructor(clock: Pick<Clock, "now">, most = 5) {
    this.#clock = clock;
    this.#most = most;
  }

  get reached(): boolean {
    const since = this.#clock.now() - 1000;
    this.#failures = this.#failures.filter((at) => at > since);
    return this.#failures.length >= this.#most;
  }

  add(): void {
    this.#failures = [...this.#failures, this.#clock.now()].slice(-this.#most);
  }
}
