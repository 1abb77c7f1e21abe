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
import { checkedEntries } from "../../journal/checked-entries.ts";
import { entryPageOf, rangeOf } from "../../journal/entry-page.ts";
import { Connection } from "../database/connection.ts";
import { type PostgresOptions, type PostgresSettings, settingsOf } from "../database/postgres-options.ts";
import { allSpaces, spacesFrom } from "../database/spaces.ts";
import { PostgresStore } from "../store/postgres-store.ts";
import { countAsOf } from "../past/count-as-of.ts";
import { listAsOf } from "../past/list-as-of.ts";
import { recordsAsOf } from "../past/records-as-of.ts";
import { append } from "./append.ts";
import { PostgresCursor, spacesBehind } from "./cursors.ts";
import { entriesBetween, entriesIn, entriesOf } from "./entry-log.ts";
import { erase, vacuum } from "./erase.ts";
import { listRecords } from "./list.ts";
import { currentRecords } from "./records.ts";
import { restore } from "./restore.ts";
import { Watchers } from "./watch.ts";

const entriesAtOnce = 500;

/** A journal with the store that lives in its database. */
export interface PostgresJournal extends Journal, AsyncDisposable {
  readonly store: Store;
}

/**
 * The journal in one schema of a Postgres database, and the store for every kind beside it. Nothing is connected before
 * the first use, which makes the schema where there is none. Any number of processes may use it at once.
 * @throws TypeError for options that contradict each other
 */
export function postgres(options: PostgresOptions): PostgresJournal {
  return new DatabaseJournal(settingsOf(options));
}

class DatabaseJournal implements PostgresJournal {
  readonly name = "postgres";
  readonly store: Store;
  readonly #connection: Connection;
  readonly #watchers: Watchers;
  readonly #schema: string;

  constructor(settings: PostgresSettings) {
    this.#schema = settings.schema;
    this.#connection = new Connection(settings);
    this.#watchers = new Watchers(this.#connection, settings);
    this.store = new PostgresStore(this.#connection, settings.vectorCacheBytes);
  }

  async append(space: Space, changes: readonly Change[], options: AppendOptions): Promise<Receipt> {
    const receipt = await this.#connection.write(space, (database, home) => append(database, home, { changes, options }));
    if (!receipt.replayed && receipt.applied.some(({ outcome }) => outcome !== "skipped")) this.#watchers.notify(space);
    return receipt;
  }

  get(space: Space, refs: readonly RecordRef[], { asOf }: { readonly asOf?: Seq } = {}): Promise<readonly MemoryRecord[]> {
    return this.#connection.read(space, (database, { number }) =>
      asOf === undefined ? currentRecords(database, number, refs) : recordsAsOf(database, number, { refs, asOf }),
    );
  }

  list(space: Space, page: ListPage): Promise<Page<MemoryRecord>> {
    return this.#connection.read(space, (database, { number }) =>
      page.asOf === undefined ? listRecords(database, number, page) : listAsOf(database, number, { ...page, asOf: page.asOf }),
    );
  }

  async entries(space: Space, page: EntryPage): Promise<Page<Entry>> {
    const range = rangeOf(page);
    return this.#connection.read(space, async (database, { number }) => entryPageOf(await entriesIn(database, number, range), range.limit));
  }

  count(space: Space, { asOf }: { readonly asOf?: Seq } = {}): Promise<Readonly<Record<string, number>>> {
    return this.#connection.read(space, async (database, { number }) => {
      if (asOf !== undefined) return countAsOf(database, number, asOf);
      const sql = "SELECT kind, count(*) AS records FROM record WHERE space = $1 AND kind IS NOT NULL GROUP BY kind";
      const counts = await database.all<{ kind: string; records: number }>(sql, number);
      return Object.fromEntries(counts.map(({ kind, records }) => [kind, records]));
    });
  }

  async *spaces(prefix: string): AsyncGenerator<Space> {
    yield* await this.#connection.read(allSpaces, (database) => spacesFrom(database, prefix));
  }

  async *history(space: Space, id: RecordId): AsyncGenerator<Entry> {
    yield* await this.#connection.read(space, (database, { number }) => entriesOf(database, number, id));
  }

  async *read(space: Space, after: Seq): AsyncGenerator<Entry> {
    const { seq: to } = await this.head(space);
    for (let from = after; from < to; from += entriesAtOnce) {
      const range = { after: from, to, limit: entriesAtOnce };
      yield* await this.#connection.read(space, (database, { number }) => entriesBetween(database, number, range));
    }
  }

  head(space: Space): Promise<Head> {
    return this.#connection.read(space, async (_database, { seq, hash }) => ({ seq, hash }));
  }

  async erase(space: Space, ids: readonly RecordId[], { recordedAt }: Pick<AppendOptions, "recordedAt">): Promise<ErasureReceipt> {
    const receipt = await this.#connection.write(space, (database, home) => erase(database, home, { ids, recordedAt }));
    if (receipt.erased.length > 0) {
      this.#watchers.notify(space);
      await vacuum(this.#connection, this.#schema);
    }
    // Its pages and its log are Postgres's own: no statement overwrites them.
    return { ...receipt, scrubbed: false };
  }

  async restore(space: Space, entries: AsyncIterable<Entry>, documents: DocumentMaker): Promise<Head> {
    const checked = await checkedEntries(entries);
    const head = await this.#connection.write(space, (database, home) => restore(database, home, { entries: checked, documents }));
    this.#watchers.notify(space);
    return head;
  }

  cursor(space: Space, store: string): Cursor {
    return new PostgresCursor(this.#connection, space, store);
  }

  async *behind(store: string): AsyncGenerator<Space> {
    yield* await this.#connection.read(allSpaces, (database) => spacesBehind(database, store));
  }

  watch(options: { readonly signal?: AbortSignal }): AsyncIterable<Space> {
    return this.#watchers.watch(options.signal);
  }

  async close(): Promise<void> {
    await this.#watchers.close();
    await this.#connection.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
