import type { Journal, MemoryRecord, Seq, Space } from "../contracts/index.ts";
import type { Candidate } from "./fusion.ts";
import { passes } from "./gather.ts";
import type { ReadRequest } from "./read-request.ts";

interface PastScope {
  readonly journal: Journal;
  readonly space: Space;
  readonly request: ReadRequest;
  readonly asOf: Seq;
}

/** The candidates of the present that were there after an entry, each as it then was, with the score it has by its present words. */
export async function candidatesAsOf(
  candidates: readonly Candidate[],
  { journal, space, request, asOf }: PastScope,
): Promise<readonly Candidate[]> {
  const ids = candidates.map(({ record }) => record.id);
  const records = ids.length === 0 ? [] : await journal.get(space, ids, { asOf });
  const then = new Map<string, MemoryRecord>(records.map((record) => [record.id, record]));
  return candidates.flatMap((candidate) => {
    const record = then.get(candidate.record.id);
    return record !== undefined && passes(record, request) ? [{ ...candidate, record }] : [];
  });
}

/** What a recall of the past cannot do, for whoever reads it. */
export const pastLimits =
  "Searched by the words memory holds now: a record that was deleted since is not found, and one that was changed since is found by what it says now, though shown as it was.";
