import { type Clock, isPagefileError, type Space } from "../contracts/index.ts";
import type { Consumer } from "../memory/consumer.ts";
import { Coalesce } from "../projection/coalesce.ts";
import type { ExtractReport } from "./extract-report.ts";

export interface SpaceFollowerOptions {
  readonly consumer: Consumer;
  readonly clock: Clock;
  readonly extract: (space: Space) => Promise<ExtractReport>;
}

/** How often what the watch may have missed, and what had to wait, is looked for. */
const sweepMs = 30_000;
/** How long a space is left alone after a failure that may pass, or a deferral without a time of its own. */
const pauseMs = 60_000;

/** Extracts every space that is written to, and leaves one alone while it has to wait. */
export class SpaceFollower {
  readonly #options: SpaceFollowerOptions;
  readonly #runs = new Coalesce();
  /** When a space may be tried again, in milliseconds since 1970. */
  readonly #waits = new Map<Space, number>();

  constructor(options: SpaceFollowerOptions) {
    this.#options = options;
  }

  async follow(signal: AbortSignal): Promise<void> {
    const ended = new AbortController();
    const until = AbortSignal.any([signal, ended.signal]);
    const tasks = [this.#watch(until), this.#sweep(until)].map((task) => task.finally(() => ended.abort()));
    const failed = (await Promise.allSettled(tasks)).find((result) => result.status === "rejected");
    await this.#runs.idle();
    if (failed !== undefined && !signal.aborted) throw failed.reason;
  }

  async #watch(signal: AbortSignal): Promise<void> {
    for await (const space of this.#options.consumer.watch({ signal })) await this.#extract(space);
  }

  async #sweep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const behind: Space[] = [];
      for await (const space of this.#options.consumer.behind()) behind.push(space);
      for (const space of behind) {
        signal.throwIfAborted();
        await this.#extract(space);
      }
      await this.#options.clock.sleep(sweepMs, signal);
    }
  }

  async #extract(space: Space): Promise<void> {
    const { clock, extract } = this.#options;
    await this.#runs.run(space, async () => {
      if ((this.#waits.get(space) ?? 0) > clock.now()) return;
      this.#waits.delete(space);
      try {
        const { deferred } = await extract(space);
        if (deferred !== undefined)
          this.#waits.set(space, deferred.until === undefined ? clock.now() + pauseMs : Date.parse(deferred.until));
      } catch (error) {
        if (!isPagefileError(error) || !error.retryable) throw error;
        this.#waits.set(space, clock.now() + pauseMs);
      }
    });
  }
}
