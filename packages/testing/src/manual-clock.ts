import type { Clock } from "@pagefile/core/contracts";

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  /** Moves the time on and wakes, in the order of their times, the sleepers whose time has come; then lets them run. */
  advance(ms: number): Promise<void>;
  /** Sleepers that still wait. */
  readonly sleeping: number;
}

/** Starts at milliseconds since 1970 or an instant. @default 2026-01-01T00:00:00.000Z */
export function manualClock(start: number | string = "2026-01-01T00:00:00.000Z"): ManualClock {
  let now = typeof start === "number" ? start : Date.parse(start);
  if (Number.isNaN(now)) throw new TypeError(`${String(start)} is no time.`);
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  return {
    now: () => now,
    get sleeping() {
      return sleepers.size;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        const finish = (): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", abort);
        };
        const sleeper = { at: now + ms, wake: () => (finish(), resolve()) };
        const abort = (): void => (finish(), reject(signal?.reason));
        sleepers.add(sleeper);
        signal?.addEventListener("abort", abort, { once: true });
      });
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        const [due] = [...sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        now = due === undefined ? end : Math.max(now, due.at);
        due?.wake();
        await new Promise((resolve) => setImmediate(resolve));
        if (due === undefined) return;
      }
    },
  };
}
