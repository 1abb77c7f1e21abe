import type { PostgresPool } from "./pool.ts";

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. Either this or `pool`. */
  readonly url?: string;
  /** Connections of your own (`pg`'s Pool), or what makes them at the first use. `close` leaves them open. */
  readonly pool?: PostgresPool | (() => PostgresPool | Promise<PostgresPool>);
  /** The schema that holds everything, made when it is not there. Lower-case letters, digits and `_`. @default "pagefile" */
  readonly schema?: string;
  /**
   * The role that transactions run as where the user who connects is above row-level security, as a superuser is. Made
   * when it is not there; without a login. @default "pagefile"
   */
  readonly role?: string;
  /** The most connections to open with `url`; a watch takes one of them. @default 10 */
  readonly connections?: number;
  /**
   * How long one statement may take, or the wait for a connection or for another writer, before JOURNAL_UNAVAILABLE.
   * @default 30000
   */
  readonly timeoutMs?: number;
  /** How often `watch` looks for appends that no notification told of. @default 10000 */
  readonly watchIntervalMs?: number;
  /**
   * Where there is no pgvector: how many bytes of vectors to keep in memory, over all spaces. Those that a search needs
   * are loaded whole, even if they alone are more. @default 268435456
   */
  readonly vectorCacheBytes?: number;
}

/** Options with every default in its place. */
export interface PostgresSettings extends Required<Omit<PostgresOptions, "url" | "pool">> {
  readonly source: { readonly url: string } | { readonly pool: NonNullable<PostgresOptions["pool"]> };
}

/** @throws TypeError */
export function settingsOf(options: PostgresOptions): PostgresSettings {
  const { url, pool, schema = "pagefile", role = "pagefile", connections = 10, timeoutMs = 30_000 } = options;
  const { watchIntervalMs = 10_000, vectorCacheBytes = 256 * 1024 * 1024 } = options;
  for (const [option, name] of Object.entries({ schema, role })) {
    if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) throw new TypeError(`${option} is made of lower-case letters, digits and "_".`);
  }
  if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 1) throw new TypeError("timeoutMs is a whole number of milliseconds, 1 or more.");
  const rest = { schema, role, connections, timeoutMs, watchIntervalMs, vectorCacheBytes };
  if (url !== undefined && pool === undefined) return { ...rest, source: { url } };
  if (pool !== undefined && url === undefined) return { ...rest, source: { pool } };
  throw new TypeError("postgres() takes either a url or a pool.");
}
