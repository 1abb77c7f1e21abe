import type { PostgresClient, PostgresPool, PostgresQuery } from "@pagefile/store-sql";
import type { Pool, QueryConfig } from "pg";

/** The pool, with every query its connections are given kept in a list. */
export function recording(pool: Pool, queries: PostgresQuery[]): PostgresPool {
  return {
    async connect() {
      const client = await pool.connect();
      const query = (asked: PostgresQuery): ReturnType<PostgresClient["query"]> => {
        queries.push(asked);
        return client.query(asked as QueryConfig);
      };
      return Object.assign(Object.create(client) as PostgresClient, { query });
    },
  };
}
