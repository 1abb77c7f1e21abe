import type { Space } from "@pagefile/core/contracts";

/** The spaces that one watch has yet to yield. */
export class Watcher {
  readonly #changed = new Set<Space>();
  #ended = false;
  #wake = (): void => {};

  add(space: Space): void {
    this.#changed.add(space);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *spaces(): AsyncGenerator<Space> {
    while (!this.#ended) {
      const [space] = this.#changed;
      if (space === undefined) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
      } else {
        this.#changed.delete(space);
        yield space;
      }
    }
  }
}
