import type { AppendOptions, AppliedChange, Change, MemoryRecord, Receipt, RecordId, RecordRef } from "@pagefile/core/contracts";
import type { EntryDraft } from "../../journal/entries.ts";
import { lifeOf, type PastLife } from "../../journal/life.ts";
import { judgeDelete, judgePut } from "../../journal/judge.ts";
import type { Database } from "../database/database.ts";
import type { SpaceRow } from "../database/spaces.ts";
import { carryOut, heldDocuments, planOf, type Projection } from "../store/documents.ts";
import { keepLives } from "../past/lives.ts";
import { EntryLog } from "./entry-log.ts";
import { Holders, type Standing, standingsOf, writeStandings } from "./records.ts";
import { recall, remember } from "./requests.ts";

type PutChange = Extract<Change, { type: "put" }>;
type DeleteChange = Extract<Change, { type: "delete" }>;

/**
 * Appends inside the write transaction that is open; whatever it throws undoes all of it. What the changes meet is read
 * at once, judged here, and what they come to written at once: a batch costs as many round trips as one change.
 */
export async function append(
  database: Database,
  home: SpaceRow,
  batch: { changes: readonly Change[]; options: AppendOptions },
): Promise<Receipt> {
  const { changes, options } = batch;
  const first = options.idempotency && (await recall(database, home.number, options.idempotency));
  if (first !== undefined) return first;
  const refs = changes.flatMap(refsOf);
  const [met, held] = await Promise.all([standingsOf(database, home.number, refs), heldDocuments(database, home.number, refs)]);
  const appending = new Appending(new EntryLog(home), new Holders(met), options.recordedAt);
  const applied = changes.map((change) => (change.type === "put" ? appending.put(change) : appending.delete(change)));
  const { written, ended, projections } = appending;
  const { head } = appending.log;
  await Promise.all([
    appending.log.finish(database),
    writeStandings(database, home.number, written),
    keepLives(database, home.number, ended),
    carryOut(database, home.number, planOf(projections, held)),
    options.idempotency && remember(database, home.number, { ...options.idempotency, applied, head }),
  ]);
  return { applied, head, replayed: false };
}

/** The records a change may meet. */
function refsOf(change: Change): readonly RecordRef[] {
  if (change.type === "delete") return [change.id];
  const { kind, collection, key } = change.content;
  return collection === undefined || key === undefined ? [change.id] : [change.id, { kind, collection, key }];
}

/** Judges the changes of one append, each seeing those before it. */
class Appending {
  readonly log: EntryLog;
  /** Lives that the changes ended. */
  readonly ended: PastLife[] = [];
  readonly #holders: Holders;
  readonly #recordedAt: string;
  readonly #projections = new Map<RecordId, Projection>();

  constructor(log: EntryLog, holders: Holders, recordedAt: string) {
    this.log = log;
    this.#holders = holders;
    this.#recordedAt = recordedAt;
  }

  /** What stores are to do: of each record only its newest change. */
  get projections(): readonly Projection[] {
    return [...this.#projections.values()];
  }

  /** How the records that were changed now stand. */
  get written(): readonly Standing[] {
    return [...this.#projections.keys()].flatMap((id) => this.#holders.of(id) ?? []);
  }

  put(change: PutChange): AppliedChange {
    const { kind, collection, key } = change.content;
    const byName = collection === undefined || key === undefined ? undefined : this.#holders.current({ kind, collection, key });
    const { target, skipped } = judgePut(change, { byId: this.#holders.current(change.id), byName });
    if (skipped !== undefined) return skipped;
    const id = target?.id ?? change.id;
    const content = { ...change.content, createdAt: target?.createdAt ?? change.content.createdAt };
    const written = this.#write({ operation: "put", id, origin: change.origin, content });
    const record = { ...content, ...written, recordedAt: this.#recordedAt, origin: change.origin };
    this.#stand({ ...written, record });
    this.#projections.set(id, { record, document: change.document });
    return { ...written, outcome: target === undefined ? "created" : "replaced", record };
  }

  delete(change: DeleteChange): AppliedChange {
    const { id, origin } = change;
    judgeDelete(change, this.#holders.current(id));
    const written = this.#write({ operation: "delete", id, origin });
    this.#stand({ ...written, record: undefined });
    this.#projections.set(id, { removed: written });
    return { ...written, outcome: "deleted" };
  }

  #stand(standing: Omit<Standing, "life">): void {
    const { id, seq: until, record } = standing;
    const before = this.#holders.of(id)?.life;
    const life = record && lifeOf(record, before);
    if (before !== undefined && before !== life) this.ended.push({ ...before, id, until });
    this.#holders.put({ ...standing, life });
  }

  #write(draft: Omit<EntryDraft, "version" | "recordedAt">): Pick<MemoryRecord, "id" | "version" | "seq"> {
    const before = this.#holders.of(draft.id);
    const version = (before?.version ?? 0) + 1;
    const seq = this.log.write({ ...draft, version, recordedAt: this.#recordedAt }, before?.seq);
    return { id: draft.id, version, seq };
  }
}
