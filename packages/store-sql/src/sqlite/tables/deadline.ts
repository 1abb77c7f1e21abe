import { refuse } from "../../expressions/refuse.ts";

const callsBetweenLooks = 64;

/** The time that a query has. SQLite cannot be interrupted from outside, so every function that it calls looks here. */
export class Deadline {
  #end = 0;
  #timeoutMs = 0;
  #calls = 0;

  start(timeoutMs: number): void {
    this.#timeoutMs = timeoutMs;
    this.#end = performance.now() + timeoutMs;
  }

  /** @throws PagefileError STORE_REJECTED when the time is over */
  look(): void {
    this.#calls += 1;
    if (this.#calls % callsBetweenLooks === 0 && performance.now() > this.#end)
      refuse(`The query took longer than ${this.#timeoutMs} ms and was stopped. Join fewer rows, or narrow them with WHERE first.`);
  }
}
