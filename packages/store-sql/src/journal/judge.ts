import { type AppliedChange, type Change, type MemoryRecord, PagefileError } from "@pagefile/core/contracts";

type PutChange = Extract<Change, { type: "put" }>;
type DeleteChange = Extract<Change, { type: "delete" }>;

/** The live records a put meets: by its id, and by its collection and key. */
export interface Met {
  readonly byId: MemoryRecord | undefined;
  readonly byName: MemoryRecord | undefined;
}

export interface Judgement {
  /** The record the put replaces. */
  readonly target: MemoryRecord | undefined;
  /** What a put that is skipped comes to. */
  readonly skipped?: AppliedChange;
}

/** Whether a put applies, and to which record. @throws VERSION_CONFLICT */
export function judgePut(change: PutChange, { byId, byName }: Met): Judgement {
  const target = byId ?? byName;
  if (byName !== undefined && byName.id !== target?.id) throw conflict(0, byName);
  if (change.expectedVersion !== undefined) {
    if (change.expectedVersion !== (target?.version ?? 0)) throw conflict(change.expectedVersion, target);
  } else if (target !== undefined) {
    const onConflict = change.onConflict ?? (byId === undefined ? "fail" : "replace");
    if (onConflict === "fail") throw conflict(0, target);
    if (onConflict === "skip") return { target, skipped: skipped(target) };
  }
  return { target };
}

/** @throws RECORD_NOT_FOUND; VERSION_CONFLICT */
export function judgeDelete({ id, expectedVersion }: DeleteChange, target: MemoryRecord | undefined): void {
  if (target === undefined) throw new PagefileError("RECORD_NOT_FOUND", `There is no record ${id}.`);
  if (expectedVersion !== undefined && expectedVersion !== target.version) throw conflict(expectedVersion, target);
}

function skipped(record: MemoryRecord): AppliedChange {
  return { id: record.id, version: record.version, seq: record.seq, outcome: "skipped", record };
}

function conflict(expected: number, current: MemoryRecord | undefined): PagefileError {
  const found = current === undefined ? "there is none" : `${current.id} has version ${current.version}`;
  const wanted = expected === 0 ? "no record" : `version ${expected}`;
  return new PagefileError("VERSION_CONFLICT", `Expected ${wanted}, but ${found}.`, { current });
}
