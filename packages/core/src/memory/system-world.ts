import type { Clock, IdSource, RecordId } from "../contracts/index.ts";

/** The machine's own time: the one place that reads it. */
export const systemClock: Clock = {
  now: () => new Date().getTime(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, ms);
      if (signal?.aborted === true) stop();
      else signal?.addEventListener("abort", stop, { once: true });
    }),
};

/** A random number from 0 to below 1. */
export function randomFraction(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}

const dayMs = 86_400_000;

/** The millisecond and the counter in an id. */
function placeOf(id: RecordId): readonly [time: number, count: number] {
  return [Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16), Number.parseInt(id.slice(15, 18), 16)];
}

/**
 * Random UUIDv7 (RFC 9562), each greater than the one before even within a millisecond or when the clock goes back: the
 * 12 bits after the time count up, and run over into the time.
 */
export function randomIds(clock: Clock): IdSource {
  let time = 0;
  let count = 0;
  return {
    next(after) {
      const [afterTime, afterCount] = after === undefined ? [0, 0] : placeOf(after);
      if (afterTime >= time && afterTime - clock.now() < dayMs)
        [time, count] = [afterTime, afterTime > time ? afterCount : Math.max(count, afterCount)];
      const random = crypto.getRandomValues(new Uint8Array(10));
      const now = clock.now();
      if (now > time) {
        time = now;
        // Half of the counter stays free, so that a burst seldom reaches into the next millisecond.
        count = (((random[8] ?? 0) << 8) | (random[9] ?? 0)) & 0x7ff;
      } else {
        count += 1;
        if (count > 0xfff) {
          time += 1;
          count = 0;
        }
      }
      random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
      const tail = Array.from(random.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
      const head = time.toString(16).padStart(12, "0");
      return `${head.slice(0, 8)}-${head.slice(8)}-7${count.toString(16).padStart(3, "0")}-${tail.slice(0, 4)}-${tail.slice(4)}`;
    },
  };
}
