import type { Seq } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";

/** How many records of each kind there were after an entry: those that still live that life, and lives that are over. */
export async function countAsOf(database: Database, space: number, asOf: Seq): Promise<Readonly<Record<string, number>>> {
  const living = "SELECT kind FROM record WHERE space = $1 AND kind IS NOT NULL AND since <= $2";
  const over = "SELECT kind FROM past WHERE space = $1 AND since <= $2 AND until > $2";
  const sql = `SELECT kind, count(*) AS records FROM (${living} UNION ALL ${over}) lives GROUP BY kind`;
  const counts = await database.all<{ kind: string; records: number }>(sql, space, asOf);
  return Object.fromEntries(counts.map(({ kind, records }) => [kind, records]));
}
