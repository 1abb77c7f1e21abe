import type { Clock, IdSource } from "@pagefile/core/contracts";

/**
 * Valid UUIDv7 that tests can foretell: the clock's millisecond, then a counter. Each is greater than the one before even
 * when the clock stands still or goes back. Two sources with the same clock give the same ids; `node` keeps them apart.
 */
export function sequentialIds(clock: Pick<Clock, "now">, options: SequentialIdsOptions = {}): IdSource {
  const { node = 0 } = options;
  let last = 0;
  let counter = 0;
  return {
    next(after) {
      last = Math.max(last, clock.now(), after === undefined ? 0 : Number.parseInt(digits(after, 0, 12), 16));
      counter = Math.max(counter, after === undefined ? 0 : Number.parseInt(digits(after, 13, 16) + digits(after, 17, 23), 16)) + 1;
      const time = hex(last, 12);
      const count = hex(counter, 9);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${count.slice(0, 3)}-8${count.slice(3, 6)}-${count.slice(6)}${hex(node, 9)}`;
    },
  };
}

export interface SequentialIdsOptions {
  /** Tells sources apart that share a clock; a whole number below 2^36. @default 0 */
  readonly node?: number;
}

/** Hex digits of an id, its dashes left out. */
function digits(id: string, from: number, to: number): string {
  return id.replaceAll("-", "").slice(from, to);
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
