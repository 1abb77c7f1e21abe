import neo4j, { type Driver, type QueryResult } from "neo4j-driver";
import { passIfThere, storeError } from "./neo4j-errors.ts";
import type { Neo4jOptions } from "./neo4j-options.ts";
import { createSchema } from "./schema.ts";

/** What a query is given, and what one of its rows holds. */
export type Row = Readonly<Record<string, unknown>>;

/** Runs a statement of a transaction. */
export type Run = <T extends Row>(query: string, parameters: Row) => Promise<T[]>;

/** What the server can do, known from the first use on. */
export interface Server {
  readonly driver: Driver;
  /** Whether it has the `SEARCH` clause, with filters inside the vector index. */
  readonly searchesInIndex: boolean;
}

export interface Reading {
  readonly signal?: AbortSignal | undefined;
}

/** One driver, opened by the first use, and what makes its errors Pagefile's. */
export class Connection {
  readonly #options: Neo4jOptions;
  readonly #host: string;
  readonly #database: { readonly database?: string };
  #driver: Driver | undefined;
  #server: Promise<Server> | undefined;

  constructor(options: Neo4jOptions) {
    this.#options = options;
    this.#host = new URL(options.url).host;
    this.#database = options.database === undefined ? {} : { database: options.database };
  }

  /** Connects, and makes the constraints and indexes where they are missing. After a failure the next use tries again. */
  server(): Promise<Server> {
    this.#server ??= this.#open().catch((error: unknown) => {
      this.#server = undefined;
      throw storeError(error, this.#host);
    });
    return this.#server;
  }

  async read<T extends Row>(query: string, parameters: Row, { signal }: Reading = {}): Promise<T[]> {
    signal?.throwIfAborted();
    const { driver } = await this.server();
    const settings = { ...this.#database, routing: neo4j.routing.READ, ...(signal && { signal }) };
    try {
      return rowsOf(await driver.executeQuery(query, { ...parameters }, settings));
    } catch (error) {
      signal?.throwIfAborted();
      throw this.#failed(error);
    }
  }

  /** Runs `work` in one transaction, again when it is the victim of a deadlock. */
  async write<T>(work: (run: Run) => Promise<T>): Promise<T> {
    const { driver } = await this.server();
    const session = driver.session({ ...this.#database, bookmarkManager: driver.executeQueryBookmarkManager });
    try {
      return await session.executeWrite((transaction) =>
        work(async (query, parameters) => rowsOf(await transaction.run(query, { ...parameters }))),
      );
    } catch (error) {
      throw this.#failed(error);
    } finally {
      await session.close();
    }
  }

  async close(): Promise<void> {
    const driver = this.#driver;
    this.#driver = undefined;
    this.#server = undefined;
    await driver?.close();
  }

  async #open(): Promise<Server> {
    const driver = (this.#driver ??= this.#connect());
    const { agent = "" } = await driver.getServerInfo(this.#database);
    await createSchema((statement) => driver.executeQuery(statement, {}, this.#database).catch(passIfThere));
    return { driver, searchesInIndex: Number(/\/(\d+)/.exec(agent)?.[1]) >= 2026 };
  }

  #connect(): Driver {
    const { timeoutMs = 5000, ...options } = this.#options;
    const url = new URL(options.url);
    const user = options.user ?? (decodeURIComponent(url.username) || "neo4j");
    const password = options.password ?? decodeURIComponent(url.password);
    const auth = password === "" ? undefined : neo4j.auth.basic(user, password);
    return neo4j.driver(`${url.protocol}//${url.host}${url.search}`, auth, {
      disableLosslessIntegers: true,
      connectionTimeout: timeoutMs,
      connectionAcquisitionTimeout: timeoutMs,
      maxTransactionRetryTime: timeoutMs,
    });
  }

  /** The next use looks at the server anew: another one, without our schema, may have taken its place. */
  #failed(error: unknown): Error {
    const failure = storeError(error, this.#host);
    if (failure.code === "STORE_UNAVAILABLE") this.#server = undefined;
    return failure;
  }
}

function rowsOf<T extends Row>({ records }: Pick<QueryResult, "records">): T[] {
  return records.map((record) => record.toObject() as T);
}
