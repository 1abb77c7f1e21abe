import type { Memory } from "@pagefile/core";
import type { Clock } from "@pagefile/core/contracts";
import type { ServerEvent } from "../../protocol/events.ts";
import { SpaceFeed } from "./space-feed.ts";

const retryMs = 1000;

/** The feeds of all spaces that somebody listens to, fed by one watch of the journal. */
export class Feeds {
  readonly #memory: Memory;
  readonly #clock: Clock;
  readonly #feeds = new Map<string, SpaceFeed>();
  readonly #ended = new AbortController();
  #watching: Promise<void> | undefined;

  constructor(memory: Memory, clock: Clock) {
    this.#memory = memory;
    this.#clock = clock;
  }

  /** How many spaces are followed. */
  get size(): number {
    return this.#feeds.size;
  }

  of(space: string): SpaceFeed {
    this.#watching ??= this.#watch();
    const there = this.#feeds.get(space);
    if (there !== undefined) return there;
    const feed = new SpaceFeed({ space: this.#memory.space(space), clock: this.#clock, lag: () => this.#memory.lag(space) });
    this.#feeds.set(space, feed);
    return feed;
  }

  /** When a page left: a space that nobody listens to is not read. */
  release(space: string): void {
    const feed = this.#feeds.get(space);
    if (feed?.idle !== true) return;
    feed.close();
    this.#feeds.delete(space);
  }

  /** Tells whoever listens to a space. */
  tell(space: string, event: ServerEvent): void {
    this.#feeds.get(space)?.tell(event);
  }

  async close(): Promise<void> {
    this.#ended.abort();
    for (const feed of this.#feeds.values()) feed.close();
    this.#feeds.clear();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#ended;
    const { watch } = this.#memory.consumer("page");
    while (!signal.aborted) {
      try {
        for await (const space of watch({ signal })) this.#feeds.get(space)?.pulse();
      } catch {
        // The journal is away; what was written meanwhile is seen by the pulse after it is back.
      }
      await this.#clock.sleep(retryMs, signal).catch(() => undefined);
      for (const feed of this.#feeds.values()) feed.pulse();
    }
  }
}
