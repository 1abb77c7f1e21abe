import { createHash } from "node:crypto";

/**
 * What a name that may be too long for an index is found by, as the database computes it (`hash_of`). Computed here, for
 * under row-level security a condition that calls a function cannot use an index.
 */
export function nameHash(name: string): Uint8Array {
  return createHash("sha256").update(name).digest();
}
