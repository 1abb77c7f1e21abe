import type {
  AppendOptions,
  Change,
  Cursor,
  DocumentMaker,
  Entry,
  EntryPage,
  ErasureReceipt,
  Head,
  Journal,
  ListPage,
  MemoryRecord,
  Page,
  Receipt,
  RecordId,
  RecordRef,
  Seq,
  Space,
  Store,
} from "@pagefile/core/contracts";
import { genesisHash, isPagefileError } from "@pagefile/core/contracts";
import { checkedEntries } from "../../journal/checked-entries.ts";
import { entryPageOf, rangeOf } from "../../journal/entry-page.ts";
import { append } from "./append.ts";
import { Connection } from "../database/connection.ts";
import { spacesBehind, SqliteCursor } from "./cursors.ts";
import { entriesBetween, entriesIn, entriesOf } from "./entry-log.ts";
import { erase, scrubIfAsked } from "./erase.ts";
import { listRecords } from "./list.ts";
import { countRecords, currentRecords } from "./records.ts";
import { countAsOf } from "../past/count-as-of.ts";
import { listAsOf } from "../past/list-as-of.ts";
import { recordsAsOf } from "../past/records-as-of.ts";
import { restore } from "./restore.ts";
import { findSpace, spacesFrom } from "../database/spaces.ts";
import type { SqliteOptions } from "../database/sqlite-options.ts";
import { SqliteStore } from "../store/sqlite-store.ts";
import { Watchers } from "./watch.ts";

const entriesAtOnce = 500;

/** A journal with the store that lives in its file. */
export interface SqliteJournal extends Journal, AsyncDisposable {
  readonly store: Store;
}

/**
 * The journal in one SQLite file, and the store for every kind beside it. Nothing is opened before the first use.
 * Several processes may have the file open; each write is one transaction and on the disk when it returns.
 */
export function sqlite(options: SqliteOptions): SqliteJournal {
  return new FileJournal(options);
}

export class FileJournal implements SqliteJournal {
  readonly name = "sqlite";
  readonly store: Store;
  readonly #connection: Connection;
  readonly #watchers: Watchers;

  /** `reach` is told of each point where a process may die, for tests that kill it there. */
  constructor(options: SqliteOptions, reach: (point: string) => void = () => {}) {
    const { watchIntervalMs = 250, vectorCacheBytes = 256 * 1024 * 1024 } = options;
    this.#connection = new Connection(options, reach);
    this.#watchers = new Watchers(this.#connection, watchIntervalMs);
    this.store = new SqliteStore(this.#connection, vectorCacheBytes);
  }

  async append(space: Space, changes: readonly Change[], options: AppendOptions): Promise<Receipt> {
    const receipt = await this.#connection.write((database) => append(database, space, { changes, options }));
    if (!receipt.replayed && receipt.applied.some(({ outcome }) => outcome !== "skipped")) this.#watchers.notify(space);
    return receipt;
  }

  get(space: Space, refs: readonly RecordRef[], { asOf }: { readonly asOf?: Seq } = {}): Promise<readonly MemoryRecord[]> {
    return this.#connection.read((database) => {
      const number = findSpace(database, space)?.number ?? 0;
      return asOf === undefined ? currentRecords(database, number, refs) : recordsAsOf(database, number, { refs, asOf });
    });
  }

  list(space: Space, page: ListPage): Promise<Page<MemoryRecord>> {
    return this.#connection.read((database) => {
      const number = findSpace(database, space)?.number ?? 0;
      return page.asOf === undefined ? listRecords(database, number, page) : listAsOf(database, number, { ...page, asOf: page.asOf });
    });
  }

  async entries(space: Space, page: EntryPage): Promise<Page<Entry>> {
    const range = rangeOf(page);
    return this.#connection.read((database) =>
      entryPageOf(entriesIn(database, findSpace(database, space)?.number ?? 0, range), range.limit),
    );
  }

  count(space: Space, { asOf }: { readonly asOf?: Seq } = {}): Promise<Readonly<Record<string, number>>> {
    return this.#connection.read((database) => {
      const number = findSpace(database, space)?.number ?? 0;
      return asOf === undefined ? countRecords(database, number) : countAsOf(database, number, asOf);
    });
  }

  async *spaces(prefix: string): AsyncGenerator<Space> {
    yield* await this.#connection.read((database) => spacesFrom(database, prefix));
  }

  async *history(space: Space, id: RecordId): AsyncGenerator<Entry> {
    yield* await this.#connection.read((database) => entriesOf(database, findSpace(database, space)?.number ?? 0, id));
  }

  async *read(space: Space, after: Seq): AsyncGenerator<Entry> {
    const { seq: to } = await this.head(space);
    for (let from = after; from < to; from += entriesAtOnce) {
      const range = { after: from, to, limit: entriesAtOnce };
      yield* await this.#connection.read((database) => entriesBetween(database, findSpace(database, space)?.number ?? 0, range));
    }
  }

  head(space: Space): Promise<Head> {
    return this.#connection.read((database) => {
      const { seq, hash } = findSpace(database, space) ?? { seq: 0, hash: genesisHash };
      return { seq, hash };
    });
  }

  async erase(space: Space, ids: readonly RecordId[], { recordedAt }: Pick<AppendOptions, "recordedAt">): Promise<ErasureReceipt> {
    const receipt = await this.#connection.write((database) => erase(database, space, { ids, recordedAt }));
    if (receipt.erased.length > 0) this.#watchers.notify(space);
    return { ...receipt, scrubbed: await this.#scrub() };
  }

  async restore(space: Space, entries: AsyncIterable<Entry>, documents: DocumentMaker): Promise<Head> {
    const checked = await checkedEntries(entries);
    const head = await this.#connection.write((database) => restore(database, space, { entries: checked, documents }));
    this.#watchers.notify(space);
    return head;
  }

  cursor(space: Space, store: string): Cursor {
    return new SqliteCursor(this.#connection, space, store);
  }

  async *behind(store: string): AsyncGenerator<Space> {
    yield* await this.#connection.read((database) => spacesBehind(database, store));
  }

  watch(options: { readonly signal?: AbortSignal }): AsyncIterable<Space> {
    return this.#watchers.watch(options.signal);
  }

  close(): Promise<void> {
    this.#watchers.close();
    return this.#connection.close();
  }

  /** False when another process did not let go of the file in time. */
  async #scrub(): Promise<boolean> {
    try {
      await this.#connection.run(scrubIfAsked);
      return true;
    } catch (error) {
      if (isPagefileError(error) && error.retryable) return false;
      throw error;
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
