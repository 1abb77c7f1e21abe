/** A seeded stream of pseudo-random numbers: the same seed gives the same numbers everywhere. Never for secrets. */
export interface RandomSource {
  readonly seed: number;
  /** From 0 (included) to 1 (excluded). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** One of the items. @throws TypeError for an empty list */
  pick<T>(items: readonly T[]): T;
  /** True with this probability. @default 0.5 */
  chance(probability?: number): boolean;
  /** The items in another order. */
  shuffle<T>(items: readonly T[]): T[];
}

/** A random source for property tests; print its `seed` when a property fails. The generator is mulberry32. */
export function randomSource(seed: number): RandomSource {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    seed,
    next,
    integer,
    pick<T>(items: readonly T[]): T {
      if (items.length === 0) throw new TypeError("There is nothing to pick from.");
      return items[integer(0, items.length - 1)] as T;
    },
    chance: (probability = 0.5) => next() < probability,
    shuffle<T>(items: readonly T[]): T[] {
      return items
        .map((item) => ({ item, place: next() }))
        .sort((a, b) => a.place - b.place)
        .map(({ item }) => item);
    },
  };
}
