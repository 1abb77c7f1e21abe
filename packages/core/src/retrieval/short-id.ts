import { compareCodePoints, type RecordId } from "../contracts/index.ts";

/** Enough of a UUIDv7 for its millisecond. */
const shortest = 13;

/** By id, the beginning by which a model can cite each of these records; see `shortId`. */
export function shortIds(ids: readonly RecordId[]): ReadonlyMap<RecordId, string> {
  const sorted = [...new Set(ids)].sort(compareCodePoints);
  return new Map(sorted.map((id, at) => [id, shortId(id, sorted.slice(Math.max(0, at - 1), at + 2))]));
}

/** The beginning of an id that holds at least its millisecond and as much more as tells it from the others. */
export function shortId(id: RecordId, others: Iterable<RecordId>): string {
  let length = shortest;
  for (const other of others) if (other !== id) length = Math.max(length, sharedStart(id, other) + 1);
  return id.slice(0, id[length - 1] === "-" ? length + 1 : length);
}

function sharedStart(id: RecordId, other: RecordId): number {
  let at = 0;
  while (at < id.length && id[at] === other[at]) at += 1;
  return at;
}
