import { type Clock, isPagefileError, type Space } from "../contracts/index.ts";
import type { Consumer } from "../memory/consumer.ts";
import type { ExtractReport } from "./extract-report.ts";

export interface SpaceFollowerOptions {
  readonly consumer: Consumer;
  readonly clock: Clock;
  /** How long to wait for more after something was written, in milliseconds. */
  readonly gatherMs: number;
  readonly extract: (space: Space) => Promise<ExtractReport>;
}

/** How often what the watch may have missed, and what had to wait, is looked for. */
const sweepMs = 30_000;
/** How long a space is left alone after a failure that may pass, or a deferral without a time of its own. */
const pauseMs = 60_000;

/** Extracts every space that is written to, one after the other, and leaves one alone while it has to wait. */
export class SpaceFollower {
  readonly #options: SpaceFollowerOptions;
  readonly #due = new Set<Space>();
  /** When a space may be tried again, in milliseconds since 1970. */
  readonly #waits = new Map<Space, number>();
  #wake: () => void = () => undefined;

  constructor(options: SpaceFollowerOptions) {
    this.#options = options;
  }

  async follow(signal: AbortSignal): Promise<void> {
    const ended = new AbortController();
    const until = AbortSignal.any([signal, ended.signal]);
    const failures: unknown[] = [];
    until.addEventListener("abort", () => this.#wake(), { once: true });
    const tasks = [this.#watch(until), this.#sweep(until), this.#work(until)];
    await Promise.all(tasks.map((task) => task.catch((error: unknown) => failures.push(error)).finally(() => ended.abort())));
    if (failures.length > 0 && !signal.aborted) throw failures[0];
  }

  async #watch(signal: AbortSignal): Promise<void> {
    for await (const space of this.#options.consumer.watch({ signal })) this.#add(space);
  }

  async #sweep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      for await (const space of this.#options.consumer.behind()) this.#add(space);
      await this.#options.clock.sleep(sweepMs, signal);
    }
  }

  #add(space: Space): void {
    this.#due.add(space);
    this.#wake();
  }

  async #work(signal: AbortSignal): Promise<void> {
    const { clock, gatherMs } = this.#options;
    while (!signal.aborted) {
      if (this.#due.size === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
      if (gatherMs > 0) await clock.sleep(gatherMs, signal);
      const spaces = [...this.#due];
      this.#due.clear();
      for (const space of spaces) if (!signal.aborted) await this.#extract(space);
    }
  }

  async #extract(space: Space): Promise<void> {
    const { clock, extract } = this.#options;
    if ((this.#waits.get(space) ?? 0) > clock.now()) return;
    this.#waits.delete(space);
    try {
      const { deferred } = await extract(space);
      if (deferred !== undefined) this.#waits.set(space, deferred.until === undefined ? clock.now() + pauseMs : Date.parse(deferred.until));
    } catch (error) {
      if (!isPagefileError(error) || !error.retryable) throw error;
      this.#waits.set(space, clock.now() + pauseMs);
    }
  }
}
