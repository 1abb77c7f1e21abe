import type { Seq } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";

/** How many records of each kind there were after an entry: those that still live that life, and lives that are over. */
export function countAsOf(database: Database, space: number, asOf: Seq): Readonly<Record<string, number>> {
  const living = "SELECT kind FROM record WHERE space = ? AND kind IS NOT NULL AND since <= ?";
  const over = "SELECT kind FROM past WHERE space = ? AND kind IS NOT NULL AND since <= ? AND until > ?";
  const sql = `SELECT kind, count(*) AS records FROM (${living} UNION ALL ${over}) GROUP BY kind`;
  const counts = database.all<{ kind: string; records: number }>(sql, space, asOf, space, asOf, asOf);
  return Object.fromEntries(counts.map(({ kind, records }) => [kind, records]));
}
