import { systemClock } from "@pagefile/core";
import type { Clock } from "@pagefile/core/contracts";

export interface StoryClock extends Clock {
  /** It is this moment now, and goes on from it. */
  set(at: string): void;
}

/** A clock that can be put, and between that goes as clocks do. */
export function storyClock(): StoryClock {
  let ahead = 0;
  return {
    now: () => systemClock.now() + ahead,
    sleep: (ms, signal) => systemClock.sleep(ms, signal),
    set(at) {
      ahead = Date.parse(at) - systemClock.now();
    },
  };
}
