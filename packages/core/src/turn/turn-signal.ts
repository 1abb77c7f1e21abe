import type { Clock } from "../contracts/index.ts";

/** Aborts when the caller's signal does, or when the turn's time is over. */
export class TurnSignal {
  readonly #controller = new AbortController();
  readonly #timer = new AbortController();
  #timedOut = false;

  constructor(clock: Clock, timeMs: number, caller: AbortSignal | undefined) {
    const { signal: ended } = this.#timer;
    if (caller?.aborted === true) this.#controller.abort(caller.reason);
    caller?.addEventListener("abort", () => this.#controller.abort(caller.reason), { signal: ended });
    clock.sleep(timeMs, ended).then(
      () => {
        this.#timedOut = true;
        this.#controller.abort(new DOMException("The turn's time is over.", "TimeoutError"));
      },
      () => undefined,
    );
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get timedOut(): boolean {
    return this.#timedOut;
  }

  [Symbol.dispose](): void {
    this.#timer.abort();
  }
}
