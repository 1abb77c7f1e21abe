import {
  type AppendOptions,
  type AppliedChange,
  type Change,
  compareCodePoints,
  type Cursor,
  type DocumentMaker,
  type Entry,
  type EntryPage,
  type ErasureReceipt,
  type Head,
  type IndexDocument,
  type IndexedChange,
  type Journal,
  type ListPage,
  type MemoryRecord,
  type Page,
  PagefileError,
  type Receipt,
  type RecordId,
  type RecordRef,
  type Seq,
  type Space,
} from "@pagefile/core/contracts";
import { judge } from "./change-judge.ts";
import { checkLink } from "./entry-chain.ts";
import { listEntries } from "./entry-list.ts";
import { InMemoryCursor } from "./in-memory-cursor.ts";
import { InMemoryStore } from "./in-memory-store.ts";
import { listRecords } from "./record-list.ts";
import { SpaceLog } from "./space-log.ts";
import { SpaceWatchers } from "./space-watchers.ts";

/**
 * The reference journal: the contract as an executable definition, in maps, with its store inside (`store`: lexical and
 * time are up to date with every append, vectors come through `apply`). Every method does its work in one synchronous
 * step, which is what makes it atomic. Nothing is durable. `close` ends the watches and leaves the content readable.
 */
export function inMemoryJournal(): InMemoryJournal {
  return new InMemoryJournal();
}

export class InMemoryJournal implements Journal {
  readonly name = "memory";
  readonly store: InMemoryStore = new InMemoryStore({ name: "memory", capabilities: { transactional: ["lexical", "time", "graph"] } });
  readonly #spaces = new Map<Space, SpaceState>();
  readonly #watchers = new SpaceWatchers();

  async append(space: Space, changes: readonly Change[], options: AppendOptions): Promise<Receipt> {
    const { log, receipts } = this.#state(space);
    const { recordedAt, idempotency } = options;
    const first = idempotency && receipts.get(idempotency.key);
    if (first !== undefined) return replay(log, first, idempotency?.fingerprint);
    const before = log.head.seq;
    const applied: Omit<AppliedChange, "record">[] = [];
    const indexed: IndexedChange[] = [];
    try {
      for (const change of changes) {
        const judgement = judge(log, change, recordedAt);
        if ("skipped" in judgement) {
          const { id, version, seq } = judgement.skipped;
          applied.push({ id, version, seq, outcome: "skipped" });
        } else {
          const entry = log.write(judgement.draft);
          indexed.push(indexedChange(log, entry, change.type === "put" ? change.document : undefined));
          applied.push({ id: entry.id, version: entry.version, seq: entry.seq, outcome: judgement.outcome });
        }
      }
    } catch (error) {
      log.truncate(before);
      throw error;
    }
    this.store.index(space, indexed);
    const kept = { fingerprint: idempotency?.fingerprint, applied, head: log.head };
    if (idempotency !== undefined) receipts.set(idempotency.key, kept);
    if (indexed.length > 0) this.#watchers.notify(space);
    return receiptOf(log, kept, false);
  }

  async get(space: Space, refs: readonly RecordRef[], options: { readonly asOf?: Seq } = {}): Promise<readonly MemoryRecord[]> {
    const { log } = this.#state(space);
    const then = options.asOf === undefined ? log : log.at(options.asOf);
    const found = refs.map((ref) => (typeof ref === "string" ? then.current(ref) : then.holder(ref)));
    return structuredClone(found.filter((record) => record !== undefined));
  }

  async list(space: Space, page: ListPage): Promise<Page<MemoryRecord>> {
    const { log } = this.#state(space);
    return listRecords(page.asOf === undefined ? log.records : log.at(page.asOf).records, page);
  }

  async entries(space: Space, page: EntryPage): Promise<Page<Entry>> {
    return listEntries(this.#state(space).log.entries, page);
  }

  async count(space: Space, { asOf }: { readonly asOf?: Seq } = {}): Promise<Readonly<Record<string, number>>> {
    const { log } = this.#state(space);
    const counts: Record<string, number> = {};
    for (const { kind } of (asOf === undefined ? log : log.at(asOf)).records) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  }

  async *spaces(prefix: string): AsyncGenerator<Space> {
    const names = [...this.#spaces.keys()].filter((space) => space.startsWith(prefix) && this.#state(space).log.head.seq > 0);
    yield* names.sort(compareCodePoints);
  }

  async *history(space: Space, id: RecordId): AsyncGenerator<Entry> {
    for (const entry of this.#state(space).log.entries.filter((one) => one.id === id)) yield structuredClone(entry);
  }

  async *read(space: Space, after: Seq): AsyncGenerator<Entry> {
    for (const entry of this.#state(space).log.entries.slice(after)) yield structuredClone(entry);
  }

  async head(space: Space): Promise<Head> {
    return this.#state(space).log.head;
  }

  async erase(space: Space, ids: readonly RecordId[], options: Pick<AppendOptions, "recordedAt">): Promise<ErasureReceipt> {
    const { log } = this.#state(space);
    const { recordedAt } = options;
    const erased: RecordId[] = [];
    let entries = 0;
    for (const id of new Set(ids)) {
      const stripped = log.strip(id);
      if (stripped === 0) continue;
      entries += stripped;
      erased.push(id);
      const entry = log.write({ operation: "erase", id, version: log.lastVersion(id) + 1, recordedAt });
      this.store.index(space, [indexedChange(log, entry, undefined)]);
    }
    if (erased.length > 0) this.#watchers.notify(space);
    return { erased, entries, head: log.head, scrubbed: true };
  }

  async restore(space: Space, entries: AsyncIterable<Entry>, documents: DocumentMaker): Promise<Head> {
    const restored = new SpaceLog();
    const indexed: IndexedChange[] = [];
    for await (const entry of entries) {
      checkLink(restored.head, entry);
      restored.add(structuredClone(entry));
      const record = restored.current(entry.id);
      indexed.push(indexedChange(restored, entry, record && documents(structuredClone(record))));
    }
    if (this.#state(space).log.head.seq > 0) throw new PagefileError("SPACE_NOT_EMPTY", "The space has entries already.");
    this.#spaces.set(space, { log: restored, receipts: new Map(), cursors: new Map() });
    this.store.index(space, indexed);
    this.#watchers.notify(space);
    return restored.head;
  }

  cursor(space: Space, store: string): Cursor {
    const { cursors } = this.#state(space);
    const cursor = cursors.get(store) ?? new InMemoryCursor();
    cursors.set(store, cursor);
    return cursor;
  }

  async *behind(store: string): AsyncGenerator<Space> {
    for await (const space of this.spaces("")) {
      const { log, cursors } = this.#state(space);
      if (log.head.seq > (cursors.get(store)?.seq ?? 0)) yield space;
    }
  }

  watch(options: { readonly signal?: AbortSignal }): AsyncIterable<Space> {
    return this.#watchers.watch(options.signal);
  }

  async close(): Promise<void> {
    this.#watchers.close();
  }

  #state(space: Space): SpaceState {
    const state = this.#spaces.get(space) ?? { log: new SpaceLog(), receipts: new Map(), cursors: new Map() };
    this.#spaces.set(space, state);
    return state;
  }
}

interface SpaceState {
  readonly log: SpaceLog;
  readonly receipts: Map<string, KeptReceipt>;
  readonly cursors: Map<string, InMemoryCursor>;
}

/** A receipt without the records, which are looked up again when it is replayed: an erased one must not come back. */
interface KeptReceipt {
  readonly fingerprint: string | undefined;
  readonly applied: readonly Omit<AppliedChange, "record">[];
  readonly head: Head;
}

function receiptOf(log: SpaceLog, kept: KeptReceipt, replayed: boolean): Receipt {
  const applied = kept.applied.map((change) => {
    const record = log.recordAt(change.seq);
    return record === undefined ? change : { ...change, record };
  });
  return structuredClone({ applied, head: kept.head, replayed });
}

function replay(log: SpaceLog, first: KeptReceipt, fingerprint: string | undefined): Receipt {
  if (first.fingerprint === fingerprint) return receiptOf(log, first, true);
  throw new PagefileError("IDEMPOTENCY_MISMATCH", "The idempotency key was used for a different write.");
}

function indexedChange(log: SpaceLog, entry: Entry, document: IndexDocument | undefined): IndexedChange {
  const record = log.recordAt(entry.seq);
  if (record === undefined) return { type: "remove", seq: entry.seq, id: entry.id, version: entry.version };
  return { type: "put", seq: entry.seq, record, ...(document && { document }) };
}
