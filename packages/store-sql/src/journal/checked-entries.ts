import { type Entry, genesisHash, hashEntry, hashPayload, type Head, PagefileError } from "@pagefile/core/contracts";

/** Reads all entries and checks that they chain, before a database is touched. @throws IMPORT_INVALID */
export async function checkedEntries(entries: AsyncIterable<Entry>): Promise<readonly Entry[]> {
  const checked: Entry[] = [];
  let head: Head = { seq: 0, hash: genesisHash };
  for await (const entry of entries) {
    const follows = entry.seq === head.seq + 1 && entry.previousHash === head.hash && entry.hash === hashEntry(entry);
    if (!follows || !isWhole(entry)) {
      throw new PagefileError("IMPORT_INVALID", `Entry ${entry.seq} does not follow entry ${head.seq}, or was changed.`);
    }
    checked.push(entry);
    head = entry;
  }
  return checked;
}

/** Whether the payload is the one that was hashed, or erased altogether. */
function isWhole({ salt, origin, content, payloadHash }: Entry): boolean {
  if (salt === undefined || origin === undefined) return salt === undefined && origin === undefined && content === undefined;
  return payloadHash === hashPayload(salt, origin, content);
}
