import { type AppliedChange, type Change, type MemoryRecord, PagefileError, type RecordContent } from "@pagefile/core/contracts";
import type { EntryDraft, SpaceLog } from "./space-log.ts";

type PutChange = Extract<Change, { type: "put" }>;
type DeleteChange = Extract<Change, { type: "delete" }>;

/** What a change comes to: an entry to write, or (`skip`) the record that was there. */
export type Judgement = { readonly draft: EntryDraft; readonly outcome: AppliedChange["outcome"] } | { readonly skipped: MemoryRecord };

/** Judges one change against the log as it is, without touching it. */
export function judge(log: SpaceLog, change: Change, recordedAt: string): Judgement {
  return change.type === "put" ? judgePut(log, change, recordedAt) : judgeDelete(log, change, recordedAt);
}

function judgePut(log: SpaceLog, change: PutChange, recordedAt: string): Judgement {
  const byId = log.current(change.id);
  const byKey = log.holder(change.content);
  const target = byId ?? byKey;
  if (byKey !== undefined && byKey.id !== target?.id) throw conflict(0, byKey);
  if (change.expectedVersion !== undefined) {
    if ((target?.version ?? 0) !== change.expectedVersion) throw conflict(change.expectedVersion, target);
  } else if (target !== undefined) {
    const onConflict = change.onConflict ?? (byId === undefined ? "fail" : "replace");
    if (onConflict === "skip") return { skipped: target };
    if (onConflict === "fail") throw conflict(0, target);
  }
  const id = target?.id ?? change.id;
  const content: RecordContent = { ...change.content, createdAt: target?.createdAt ?? change.content.createdAt };
  const draft = { operation: "put", id, version: log.lastVersion(id) + 1, recordedAt, origin: change.origin, content } as const;
  return { draft, outcome: target === undefined ? "created" : "replaced" };
}

function judgeDelete(log: SpaceLog, change: DeleteChange, recordedAt: string): Judgement {
  const { id, origin, expectedVersion } = change;
  const target = log.current(id);
  if (target === undefined) throw new PagefileError("RECORD_NOT_FOUND", `There is no record ${id}.`);
  if (expectedVersion !== undefined && expectedVersion !== target.version) throw conflict(expectedVersion, target);
  return { draft: { operation: "delete", id, version: target.version + 1, recordedAt, origin }, outcome: "deleted" };
}

function conflict(expected: number, current: MemoryRecord | undefined): PagefileError {
  const found = current === undefined ? "there is none" : `${current.id} has version ${current.version}`;
  const wanted = expected === 0 ? "no record" : `version ${expected}`;
  return new PagefileError("VERSION_CONFLICT", `Expected ${wanted}, but ${found}.`, { current: structuredClone(current) });
}
