import { type Instant, type MemoryRecord, type Origin, PagefileError, type RecordId } from "../contracts/index.ts";
import { judgementRef, type Verdict, verdictOf, verdicts } from "../retrieval/verdicts.ts";
import { originOf } from "./append.ts";
import { cleanId, cleanIds } from "./clean-origin.ts";
import { deleteRefs } from "./delete.ts";
import { notFound, type SpaceContext } from "./space-context.ts";
import type { WriteOptions, WriteReceipt } from "./space-memory.ts";
import { write } from "./write.ts";

/** What was said of a record. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly at: Instant;
  /** Who said so; its parents name the judged record. */
  readonly origin: Origin;
  /** The record that keeps it, which `history` and `undo` take. */
  readonly record: RecordId;
  /** The version of the judged record that was current then. */
  readonly version: number;
}

/** Keeps a verdict as a record of its own, in place of an earlier one; none takes back what was said. */
export async function judge(
  context: SpaceContext,
  given: RecordId,
  { verdict, options }: { readonly verdict: Verdict | undefined; readonly options: WriteOptions },
): Promise<WriteReceipt> {
  const id = cleanId(given);
  if (verdict === undefined) return deleteRefs(context, [judgementRef(id)], options);
  if (!verdicts.includes(verdict)) {
    throw new PagefileError("RECORD_INVALID", `A verdict is one of ${verdicts.join(", ")}; got ${JSON.stringify(verdict) ?? "none"}.`);
  }
  const [record] = await context.journal.get(context.space, [id]);
  if (record === undefined) throw notFound(id);
  if (!record.index) {
    throw new PagefileError("RECORD_INVALID", `What is never recalled cannot be judged, and this ${record.kind} is kept out of recall.`);
  }
  const said = originOf(options.origin);
  const origin: Origin = { ...said, parents: [id, ...(said.parents ?? [])] };
  const body = { verdict, version: record.version };
  return write(context, [{ ...judgementRef(id), body, index: false, onConflict: "replace" }], { ...options, origin });
}

export async function judgements(context: SpaceContext, given: readonly RecordId[]): Promise<ReadonlyMap<RecordId, Judgement>> {
  const ids = cleanIds(given);
  const kept = ids.length === 0 ? [] : await context.journal.get(context.space, ids.map(judgementRef));
  return new Map(kept.flatMap((record) => judgementOf(record)));
}

function judgementOf(record: MemoryRecord): readonly (readonly [RecordId, Judgement])[] {
  const { id, key, body, recordedAt, origin } = record;
  const verdict = verdictOf(record);
  if (verdict === undefined || key === undefined || body instanceof Uint8Array) return [];
  const version = typeof body["version"] === "number" ? body["version"] : 0;
  return [[key, { verdict, at: recordedAt, origin, record: id, version }]];
}
