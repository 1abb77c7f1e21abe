import {
  type AppendOptions,
  type AppliedChange,
  type Change,
  type MemoryRecord,
  PagefileError,
  type Receipt,
  type RecordContent,
  type Space,
} from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import { projectPut, projectRemoval } from "../store/documents.ts";
import { EntryLog } from "./entry-log.ts";
import { clearRecord, currentRecord, putRecord, standingOf } from "./records.ts";
import { recall, remember } from "./requests.ts";
import { openSpace } from "../database/spaces.ts";

type PutChange = Extract<Change, { type: "put" }>;
type DeleteChange = Extract<Change, { type: "delete" }>;

/** Appends inside the write transaction that is open; whatever it throws undoes all of it. */
export function append(database: Database, space: Space, batch: { changes: readonly Change[]; options: AppendOptions }): Receipt {
  const { changes, options } = batch;
  const row = openSpace(database, space);
  const first = options.idempotency && recall(database, row.number, options.idempotency);
  if (first !== undefined) return first;
  const appending = new Appending(database, new EntryLog(database, row), options.recordedAt);
  const applied = changes.map((change) => (change.type === "put" ? appending.put(change) : appending.delete(change)));
  const head = appending.log.finish();
  if (options.idempotency !== undefined) remember(database, row.number, { ...options.idempotency, applied, head });
  return { applied, head, replayed: false };
}

/** Judges and writes the changes of one append, each seeing those before it. */
class Appending {
  readonly log: EntryLog;
  readonly #database: Database;
  readonly #recordedAt: string;

  constructor(database: Database, log: EntryLog, recordedAt: string) {
    this.log = log;
    this.#database = database;
    this.#recordedAt = recordedAt;
  }

  put(change: PutChange): AppliedChange {
    const { space } = this.log;
    const byId = currentRecord(this.#database, space, change.id);
    const byName = this.#holder(change.content);
    const target = byId ?? byName;
    if (byName !== undefined && byName.id !== target?.id) throw conflict(0, byName);
    if (change.expectedVersion !== undefined) {
      if (change.expectedVersion !== (target?.version ?? 0)) throw conflict(change.expectedVersion, target);
    } else if (target !== undefined) {
      const onConflict = change.onConflict ?? (byId === undefined ? "fail" : "replace");
      if (onConflict === "fail") throw conflict(0, target);
      if (onConflict === "skip") return skipped(target);
    }
    const id = target?.id ?? change.id;
    const content = { ...change.content, createdAt: target?.createdAt ?? change.content.createdAt };
    const written = this.#write({ operation: "put", id, origin: change.origin, content });
    const record = { ...content, ...written, recordedAt: this.#recordedAt, origin: change.origin };
    putRecord(this.#database, space, record);
    this.#database.reach("append:record");
    projectPut(this.#database, space, { record, document: change.document });
    this.#database.reach("append:document");
    return { ...written, outcome: target === undefined ? "created" : "replaced", record };
  }

  delete(change: DeleteChange): AppliedChange {
    const { space } = this.log;
    const { id, origin, expectedVersion } = change;
    const target = currentRecord(this.#database, space, id);
    if (target === undefined) throw new PagefileError("RECORD_NOT_FOUND", `There is no record ${id}.`);
    if (expectedVersion !== undefined && expectedVersion !== target.version) throw conflict(expectedVersion, target);
    const written = this.#write({ operation: "delete", id, origin });
    clearRecord(this.#database, space, written);
    projectRemoval(this.#database, space, written);
    return { ...written, outcome: "deleted" };
  }

  /** The live record that holds the content's collection and key. */
  #holder({ kind, collection, key }: RecordContent): MemoryRecord | undefined {
    if (collection === undefined || key === undefined) return undefined;
    return currentRecord(this.#database, this.log.space, { kind, collection, key });
  }

  #write(entry: Pick<MemoryRecord, "id" | "origin"> & { operation: "put" | "delete"; content?: RecordContent }): Written {
    const before = standingOf(this.#database, this.log.space, entry.id);
    const version = (before?.version ?? 0) + 1;
    const seq = this.log.write({ ...entry, version, previous: before?.seq, recordedAt: this.#recordedAt });
    this.#database.reach("append:entry");
    return { id: entry.id, version, seq };
  }
}

type Written = Pick<MemoryRecord, "id" | "version" | "seq">;

function skipped(record: MemoryRecord): AppliedChange {
  return { id: record.id, version: record.version, seq: record.seq, outcome: "skipped", record };
}

function conflict(expected: number, current: MemoryRecord | undefined): PagefileError {
  const found = current === undefined ? "there is none" : `${current.id} has version ${current.version}`;
  const wanted = expected === 0 ? "no record" : `version ${expected}`;
  return new PagefileError("VERSION_CONFLICT", `Expected ${wanted}, but ${found}.`, { current });
}
