import type { IdSource } from "@pagefile/core/contracts";

let counter = 0;

/** UUIDv7 that rise in the order they are made, of one millisecond and one process. */
export const recordIds: IdSource = {
  next() {
    counter += 1;
    const count = counter.toString(16).padStart(6, "0");
    return `019a0000-0000-7${count.slice(0, 3)}-8${count.slice(3)}-${suffix}`;
  },
};

const suffix = Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, "0")).join("");
