import { genesisHash, type Seq, type Space } from "@pagefile/core/contracts";
import type { Database } from "./database.ts";
import { prepared } from "./statement.ts";

/** A space's row; `number` stands for its name in every other table. */
export interface SpaceRow {
  readonly number: number;
  readonly seq: Seq;
  readonly hash: string;
}

/** Stands for all spaces where a space is entered: their names, heads and cursors may then be read, and nothing else. */
export const allSpaces = "*";

const nowhere: SpaceRow = { number: 0, seq: 0, hash: genesisHash };

/**
 * Enters a space for the rest of the transaction: row-level security shows its rows and no others. To write, it is made
 * when it is not there, and locked: appends to one space are serial. Otherwise a space that is not there has number 0.
 */
export async function enterSpace(database: Database, space: Space | typeof allSpaces, writing: boolean): Promise<SpaceRow> {
  return (await database.get<SpaceRow>(enter, space, String(writing))) ?? nowhere;
}

const enter = prepared("SELECT number, seq, hash FROM enter_space($1, $2)");

/** Names of spaces that have entries, in order, having entered all. */
export async function spacesFrom(database: Database, prefix: string): Promise<readonly Space[]> {
  const rows = await database.all<{ name: Space }>(
    "SELECT name FROM space WHERE name >= $1 AND seq > 0 AND starts_with(name, $1) ORDER BY name",
    prefix,
  );
  return rows.map(({ name }) => name);
}

/** Names of spaces whose last append may have ended after a moment, having entered all; and the next such moment. */
export async function spacesSince(
  database: Database,
  since: string,
): Promise<{ readonly spaces: readonly Space[]; readonly since: string }> {
  // A copy of a database may hold transactions that its new server has yet to come to.
  const sql = "SELECT name FROM space WHERE moved >= $1::xid8 AND moved < pg_snapshot_xmax(pg_current_snapshot())";
  const rows = await database.all<{ name: Space }>(sql, since);
  const now = await database.get<{ since: string }>("SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS since");
  return { spaces: rows.map(({ name }) => name), since: now?.since ?? since };
}
