import type { Journal, MemoryRecord, RecordId, RecordRef, Space } from "../contracts/index.ts";

/**
 * What somebody says of a record: it helped; it is not true; it was true once; it is not to come up again. It changes what
 * reads return and nothing of the record itself.
 */
export const verdicts = ["useful", "wrong", "outdated", "never"] as const;
export type Verdict = (typeof verdicts)[number];

/** Judgements are opaque blocks, named by the record they judge. */
export const judgementCollection = "judgements";

export function judgementRef(id: RecordId): Exclude<RecordRef, string> {
  return { kind: "block", collection: judgementCollection, key: id };
}

/** Undefined for a record that is no judgement. */
export function verdictOf({ body }: MemoryRecord): Verdict | undefined {
  return body instanceof Uint8Array ? undefined : verdicts.find((one) => one === body["verdict"]);
}

/** Whether anything was judged in a space: where nothing was, reads ask for no verdict. */
export async function hasJudgements(journal: Journal, space: Space): Promise<boolean> {
  const { items } = await journal.list(space, { kind: "block", collection: judgementCollection, by: "key", limit: 1 });
  return items.length > 0;
}

export interface VerdictScope {
  readonly journal: Journal;
  readonly space: Space;
  /** Whether anything was judged in the space. */
  readonly judged: boolean;
}

/** What was said of records. */
export async function getVerdicts(
  ids: readonly RecordId[],
  { journal, space, judged }: VerdictScope,
): Promise<ReadonlyMap<RecordId, Verdict>> {
  return judged && ids.length > 0 ? verdictsIn(await journal.get(space, ids.map(judgementRef))) : new Map();
}

/** Records with what was said of them, in one request. */
export async function getJudged(
  ids: readonly RecordId[],
  { journal, space, judged }: VerdictScope,
): Promise<{ readonly records: ReadonlyMap<RecordId, MemoryRecord>; readonly verdicts: ReadonlyMap<RecordId, Verdict> }> {
  const found = await journal.get(space, judged ? [...ids, ...ids.map(judgementRef)] : ids);
  const asked = new Set(ids);
  const records = new Map(found.filter(({ id }) => asked.has(id)).map((record) => [record.id, record]));
  return { records, verdicts: verdictsIn(found) };
}

/** By the id of the record that was judged. */
function verdictsIn(found: readonly MemoryRecord[]): ReadonlyMap<RecordId, Verdict> {
  const said = new Map<RecordId, Verdict>();
  for (const record of found) {
    const verdict = record.kind === "block" && record.collection === judgementCollection ? verdictOf(record) : undefined;
    if (verdict !== undefined && record.key !== undefined) said.set(record.key, verdict);
  }
  return said;
}
