import type { SharedTurn } from "./shared-turn.ts";

/** A turn that began, and the one after it. */
interface Begun {
  readonly turn: SharedTurn;
  readonly next: Promise<Begun>;
}

/** Tells any number of readers of each turn that begins. What no reader waits for is not kept. */
export class TurnFeed {
  #next = Promise.withResolvers<Begun>();

  add(turn: SharedTurn): void {
    const following = Promise.withResolvers<Begun>();
    this.#next.resolve({ turn, next: following.promise });
    this.#next = following;
  }

  /** The turns that begin after this call, not after the first is asked for. */
  read(signal: AbortSignal | undefined): AsyncIterable<SharedTurn> {
    return readFrom(this.#next.promise, signal);
  }
}

async function* readFrom(first: Promise<Begun>, signal: AbortSignal | undefined): AsyncGenerator<SharedTurn> {
  let begun = await unlessAborted(first, signal);
  while (begun !== undefined) {
    yield begun.turn;
    begun = await unlessAborted(begun.next, signal);
  }
}

function unlessAborted(next: Promise<Begun>, signal: AbortSignal | undefined): Promise<Begun | undefined> {
  if (signal === undefined) return next;
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const stop = (): void => resolve(undefined);
    signal.addEventListener("abort", stop, { once: true });
    void next.then((begun) => {
      signal.removeEventListener("abort", stop);
      resolve(begun);
    });
  });
}
