import type { RecordId } from "../contracts/index.ts";

/** Enough of a UUIDv7 for its millisecond. */
const shortest = 13;

/**
 * The beginning of an id by which a model can cite a record: at least its millisecond, and longer until none of the other
 * ids begins with it.
 */
export function shortId(id: RecordId, others: Iterable<RecordId>): string {
  let length = shortest;
  for (const other of others) {
    if (other !== id) while (length < id.length && other.startsWith(id.slice(0, length))) length += 1;
  }
  return id.slice(0, id[length - 1] === "-" ? length + 1 : length);
}
