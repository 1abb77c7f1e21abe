import type { Change, FactBody, ListPage, MemoryRecord, RecordId } from "../contracts/index.ts";
import { put } from "../memory/append.ts";
import type { SpaceContext } from "../memory/space-context.ts";
import { factBody } from "./graph-body.ts";
import type { FactEdits, TimedFact } from "./timeline.ts";

/** A current fact with its body read. */
export interface HeldFact extends TimedFact {
  readonly record: MemoryRecord;
}

/** The facts of a subject and predicate, in the order they were learnt. */
export async function factsOf(
  context: SpaceContext,
  { subject, predicate }: Pick<FactBody, "subject" | "predicate">,
): Promise<readonly HeldFact[]> {
  // Keys are the predicate, a blank and an id; "!" is the character after the blank.
  return heldFacts(
    await listAll(context, { kind: "fact", collection: subject, by: "key", keyFrom: `${predicate} `, keyBelow: `${predicate}!` }),
  );
}

export function heldFacts(records: readonly MemoryRecord[]): readonly HeldFact[] {
  return records.flatMap((record) => {
    const body = factBody(record);
    return body === undefined ? [] : [{ id: record.id, body, record }];
  });
}

export async function listAll({ journal, space }: SpaceContext, page: ListPage): Promise<readonly MemoryRecord[]> {
  const records: MemoryRecord[] = [];
  for (let cursor: string | undefined; ;) {
    const { items, next } = await journal.list(space, { ...page, limit: 1_000, ...(cursor !== undefined && { cursor }) });
    records.push(...items);
    if (next === undefined) return records;
    cursor = next;
  }
}

/** The changes that give facts other bodies, each on the version that was read. */
export function editsOf(context: SpaceContext, facts: readonly HeldFact[], edits: FactEdits): readonly Change[] {
  return facts.flatMap(({ id, record }) => {
    const body = edits.get(id);
    return body === undefined ? [] : [rewritten(context, record, body)];
  });
}

/** A record with another body, on the version that was read. */
export function rewritten(context: SpaceContext, record: MemoryRecord, body: MemoryRecord["body"]): Change {
  const { id, version, origin, seq: _seq, recordedAt: _recordedAt, ...content } = record;
  return { ...put(context, { id, content: { ...content, body }, origin }), expectedVersion: version };
}

/** Ids of one list, each once. */
export function distinctIds(ids: Iterable<RecordId>): readonly RecordId[] {
  return [...new Set(ids)];
}
