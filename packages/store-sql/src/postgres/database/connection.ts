import { setTimeout } from "node:timers/promises";
import { type ErrorCode, PagefileError, type Space } from "@pagefile/core/contracts";
import type { types } from "pg";
import { Database, type DatabaseSettings } from "./database.ts";
import { openPool, type OpenPool, type PostgresClient } from "./pool.ts";
import { forgetsStatements, fromPostgres, isInTheWay } from "./postgres-errors.ts";
import type { PostgresSettings } from "./postgres-options.ts";
import { openSchema, type Schema } from "./schema.ts";
import { allSpaces, enterSpace, type SpaceRow } from "./spaces.ts";

type Work<T> = (database: Database, home: SpaceRow) => Promise<T>;

interface Opened extends OpenPool {
  readonly schema: Schema;
  readonly types: typeof types;
}

export interface Taken {
  readonly client: PostgresClient;
  readonly database: Database;
  /** Runs reads of the list of spaces on this connection. */
  across<T>(work: Work<T>): Promise<T>;
}

const readOnly = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

const reading = { code: "JOURNAL_UNAVAILABLE", keeps: false } as const;

/**
 * A write looks everything up by keys, and its plans are kept: from when the tables were small on, so they must not be those of
 * small tables, nor be made anew because there are few keys this time. What a read does best depends on how much is there.
 */
const byKeys = "; SET LOCAL enable_seqscan TO off; SET LOCAL plan_cache_mode TO force_generic_plan";

/** How often a transaction is run when others are in its way, each time after twice the pause. */
const attempts = 6;
const firstPauseMs = 10;

/** The connections of a journal and its store: opened by the first use, the schema made or brought up to date. */
export class Connection {
  readonly #settings: PostgresSettings;
  #opening: Promise<Opened> | undefined;
  #closed = false;
  #keeps = true;

  constructor(settings: PostgresSettings) {
    this.#settings = settings;
  }

  /** Runs reads of one space, or of the list of all, on one state of the database. `code` is that of the errors. */
  read<T>(space: Space | typeof allSpaces, work: Work<T>, code?: ErrorCode): Promise<T> {
    return this.#transact({ begin: readOnly, space, writing: false }, work, code);
  }

  /** Runs reads and writes of one space, alone; durable, all of them, when this resolves, and undone when it rejects. */
  write<T>(space: Space, work: Work<T>, code?: ErrorCode): Promise<T> {
    return this.#transact({ begin: "BEGIN ISOLATION LEVEL READ COMMITTED", space, writing: true }, work, code);
  }

  /** Runs statements outside of any transaction, as the user who connects. */
  async run<T>(work: (database: Database) => Promise<T>): Promise<T> {
    return this.#borrow(await this.open(), reading, work);
  }

  /** Takes a connection out of the pool for long; the caller releases it. */
  async take(): Promise<Taken> {
    const opened = await this.open();
    const client = await connect(opened, "JOURNAL_UNAVAILABLE");
    const database = new Database(client, { parsers: opened.types, ...reading });
    const begin = `${readOnly}; ${this.#local(opened.schema)}`;
    const across = <T>(work: Work<T>): Promise<T> =>
      database.transaction(begin, async () => work(database, await enterSpace(database, allSpaces, false)));
    return { client, database, across };
  }

  async open(): Promise<Opened> {
    if (this.#closed) throw new PagefileError("CLOSED", "The journal was closed.");
    this.#opening ??= this.#connect();
    try {
      return await this.#opening;
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const opened = await this.#opening?.catch(() => undefined);
    await opened?.end();
  }

  async #connect(): Promise<Opened> {
    const { types } = await import("pg");
    const open = await openPool(this.#settings);
    try {
      const schema = await this.#borrow({ ...open, types }, reading, (database) =>
        database.transaction("BEGIN", () => openSchema(database, this.#settings)),
      );
      return { ...open, types, schema };
    } catch (error) {
      await open.end();
      throw error;
    }
  }

  async #transact<T>(
    kind: { begin: string; space: Space | typeof allSpaces; writing: boolean },
    work: Work<T>,
    code: ErrorCode = "JOURNAL_UNAVAILABLE",
  ): Promise<T> {
    const opened = await this.open();
    const begin = `${kind.begin}; ${this.#local(opened.schema)}${kind.writing ? byKeys : ""}`;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#borrow(opened, { code, keeps: kind.writing && this.#keeps }, (database) =>
          database.transaction(begin, async () => work(database, await enterSpace(database, kind.space, kind.writing))),
        );
      } catch (error) {
        if (attempt === attempts || !(isInTheWay(error) || forgetsStatements(error))) throw error;
        this.#keeps &&= !forgetsStatements(error);
      }
      await setTimeout(firstPauseMs * 2 ** attempt);
    }
  }

  /** What holds until the transaction ends. Compiling a statement costs more than any of ours takes. */
  #local({ enter }: Schema): string {
    return `SET LOCAL statement_timeout TO ${this.#settings.timeoutMs}; SET LOCAL jit TO off; ${enter}`;
  }

  async #borrow<T>(
    from: Pick<Opened, "pool" | "types">,
    settings: Omit<DatabaseSettings, "parsers">,
    work: (database: Database) => Promise<T>,
  ): Promise<T> {
    const client = await connect(from, settings.code);
    const database = new Database(client, { parsers: from.types, ...settings });
    try {
      return await work(database);
    } finally {
      client.removeListener("error", ignore);
      client.release(database.broken);
    }
  }
}

async function connect({ pool }: Pick<Opened, "pool">, code: ErrorCode): Promise<PostgresClient> {
  try {
    const client = await pool.connect();
    // A connection that breaks between two statements says so by an event, which would end the process.
    client.on("error", ignore);
    return client;
  } catch (error) {
    throw fromPostgres(error, code);
  }
}

function ignore(): void {}
