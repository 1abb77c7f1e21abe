import type { PostgresSettings } from "./postgres-options.ts";

/** What is used of `pg`'s Pool. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>;
}

/** What is used of `pg`'s PoolClient. */
export interface PostgresClient {
  /** Whether it sends a query without waiting for the answer to the one before. */
  readonly pipeline?: boolean;
  query(query: PostgresQuery): Promise<{ readonly rows: readonly unknown[]; readonly rowCount: number | null }>;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "end", listener: () => void): unknown;
  on(event: "notification", listener: (message: { readonly payload?: string | undefined }) => void): unknown;
  removeListener(event: "error", listener: (error: Error) => void): unknown;
  /** `true` closes the connection, which is not to be used again. */
  release(destroy?: boolean): void;
}

export interface PostgresQuery {
  /** Of a statement that the connection is to keep. */
  readonly name?: string;
  readonly text: string;
  readonly values?: unknown[];
  readonly types?: { getTypeParser(oid: number, format?: string): unknown };
}

/** A pool, and how to let go of it. */
export interface OpenPool {
  readonly pool: PostgresPool;
  end(): Promise<void>;
}

export async function openPool({ source, connections, timeoutMs }: PostgresSettings): Promise<OpenPool> {
  if ("pool" in source) {
    const { pool } = source;
    return { pool: typeof pool === "function" ? await pool() : pool, end: async () => {} };
  }
  const { Pool } = await import("pg");
  const rest = { connectionTimeoutMillis: timeoutMs, keepAlive: true, pipeline: true };
  const pool = new Pool({ connectionString: source.url, max: connections, ...rest });
  // An idle connection that breaks leaves the pool by itself; without a listener it would end the process.
  pool.on("error", () => {});
  return { pool, end: () => pool.end() };
}
