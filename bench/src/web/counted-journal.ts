import type { Journal } from "@pagefile/core/contracts";

export interface CountedJournal {
  readonly journal: Journal;
  /** How often each of its methods was called since the last time this was asked. */
  take(): ReadonlyMap<string, number>;
}

/** The same journal, with a count of what it was asked. */
export function countedJournal(counted: Journal): CountedJournal {
  let counts = new Map<string, number>();
  const journal = new Proxy(counted, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...args: readonly unknown[]): unknown => {
        counts.set(String(name), (counts.get(String(name)) ?? 0) + 1);
        return Reflect.apply(value, target, args);
      };
    },
  });
  return {
    journal,
    take() {
      const taken = counts;
      counts = new Map();
      return taken;
    },
  };
}
