/** Where the graph is, and how to get there. */
export interface Neo4jOptions {
  /** `bolt://host:7687`, or `neo4j://` for a cluster; with `+s` for TLS. User and password may stand in it. */
  readonly url: string;
  /** @default the one in `url`, else "neo4j" */
  readonly user?: string;
  /** @default the one in `url`; none at all for a server without authentication */
  readonly password?: string;
  /** @default the user's home database */
  readonly database?: string;
  /** Names the store's cursors; give each of several Neo4j stores of one memory its own. @default "neo4j" */
  readonly name?: string;
  /** How long to wait for a connection, and to repeat what failed for a moment; milliseconds. @default 5000 */
  readonly timeoutMs?: number;
  /**
   * A space with at most this many entities and facts is compared with a query's vector one by one, which misses nothing; a
   * larger one is searched by the approximate index.
   * @default 2000
   */
  readonly exactUpTo?: number;
}
