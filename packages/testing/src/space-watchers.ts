import type { Space } from "@pagefile/core/contracts";

/** Tells every watcher of the spaces that changed; a space that changes twice before it is looked at is told once. */
export class SpaceWatchers {
  readonly #waiting = new Set<Watcher>();

  notify(space: Space): void {
    for (const watcher of this.#waiting) {
      watcher.changed.add(space);
      watcher.wake();
    }
  }

  /** Ends every watch. */
  close(): void {
    for (const watcher of this.#waiting) {
      watcher.ended = true;
      watcher.wake();
    }
  }

  async *watch(signal: AbortSignal | undefined): AsyncGenerator<Space> {
    const watcher: Watcher = { changed: new Set(), ended: signal?.aborted === true, wake: () => {} };
    const end = (): void => {
      watcher.ended = true;
      watcher.wake();
    };
    signal?.addEventListener("abort", end, { once: true });
    this.#waiting.add(watcher);
    try {
      while (!watcher.ended) {
        const [space] = watcher.changed;
        if (space === undefined) {
          await new Promise<void>((resolve) => (watcher.wake = resolve));
        } else {
          watcher.changed.delete(space);
          yield space;
        }
      }
    } finally {
      this.#waiting.delete(watcher);
      signal?.removeEventListener("abort", end);
    }
  }
}

interface Watcher {
  readonly changed: Set<Space>;
  ended: boolean;
  wake: () => void;
}
