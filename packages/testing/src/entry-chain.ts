import { type Entry, hashEntry, hashPayload, type Head, PagefileError } from "@pagefile/core/contracts";

/**
 * Checks that an entry follows a head, and its payload, where it has one, its hash.
 * @throws PagefileError IMPORT_INVALID
 */
export function checkLink(head: Head, entry: Entry): void {
  const { seq, origin, salt, content } = entry;
  const chained = seq === head.seq + 1 && entry.previousHash === head.hash && entry.hash === hashEntry(entry);
  const erased = salt === undefined && origin === undefined && content === undefined;
  const whole = erased || (salt !== undefined && origin !== undefined && entry.payloadHash === hashPayload(salt, origin, content));
  if (!chained || !whole) throw new PagefileError("IMPORT_INVALID", `Entry ${seq} does not follow entry ${head.seq}, or was changed.`);
}
