import type { AppendOptions, AppliedChange, Change, MemoryRecord, Receipt, RecordContent, Space } from "@pagefile/core/contracts";
import type { EntryDraft } from "../../journal/entries.ts";
import { judgeDelete, judgePut } from "../../journal/judge.ts";
import type { Database } from "../database/database.ts";
import { projectPut, projectRemoval } from "../store/documents.ts";
import { EntryLog } from "./entry-log.ts";
import { clearRecord, currentRecord, putRecord, type Standing, standingOf } from "./records.ts";
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
    const met = { byId: currentRecord(this.#database, space, change.id), byName: this.#holder(change.content) };
    const { target, skipped } = judgePut(change, met);
    if (skipped !== undefined) return skipped;
    const id = target?.id ?? change.id;
    const content = { ...change.content, createdAt: target?.createdAt ?? change.content.createdAt };
    const before = standingOf(this.#database, space, id);
    const written = this.#write({ operation: "put", id, origin: change.origin, content }, before);
    const record = { ...content, ...written, recordedAt: this.#recordedAt, origin: change.origin };
    putRecord(this.#database, space, { record, before });
    this.#database.reach("append:record");
    projectPut(this.#database, space, { record, document: change.document });
    this.#database.reach("append:document");
    return { ...written, outcome: target === undefined ? "created" : "replaced", record };
  }

  delete(change: DeleteChange): AppliedChange {
    const { space } = this.log;
    const { id, origin } = change;
    judgeDelete(change, currentRecord(this.#database, space, id));
    const before = standingOf(this.#database, space, id);
    const written = this.#write({ operation: "delete", id, origin }, before);
    clearRecord(this.#database, space, { ...written, before });
    projectRemoval(this.#database, space, written);
    return { ...written, outcome: "deleted" };
  }

  /** The live record that holds the content's collection and key. */
  #holder({ kind, collection, key }: RecordContent): MemoryRecord | undefined {
    if (collection === undefined || key === undefined) return undefined;
    return currentRecord(this.#database, this.log.space, { kind, collection, key });
  }

  #write(entry: Omit<EntryDraft, "version" | "recordedAt">, before: Standing | undefined): Written {
    const version = (before?.version ?? 0) + 1;
    const seq = this.log.write({ ...entry, version, recordedAt: this.#recordedAt }, before?.seq);
    this.#database.reach("append:entry");
    return { id: entry.id, version, seq };
  }
}

type Written = Pick<MemoryRecord, "id" | "version" | "seq">;
