import type { RecordId } from "@pagefile/core/contracts";
import type { PastLife } from "../../journal/life.ts";
import type { Database } from "../database/database.ts";

/** Lives that are written in one statement. */
const livesAtOnce = 1_000;

/** Keeps of lives that are over what they can be found by. */
export async function keepLives(database: Database, space: number, lives: readonly PastLife[]): Promise<void> {
  for (let from = 0; from < lives.length; from += livesAtOnce) {
    const rows = lives.slice(from, from + livesAtOnce).map(({ createdAt, ...life }) => ({ ...life, created_at: createdAt }));
    await database.run(insertLives, space, JSON.stringify(rows));
  }
}

/** Forgets every life of erased records. */
export async function forgetLives(database: Database, space: number, ids: readonly RecordId[]): Promise<void> {
  await database.run("DELETE FROM past WHERE space = $1 AND id = ANY ($2)", space, ids);
}

const insertLives = `INSERT INTO past (space, id, since, until, kind, collection, key, created_at)
  SELECT $1, id, since, until, kind, collection, key, created_at FROM json_to_recordset($2)
  AS given (id text, since bigint, until bigint, kind text, collection text, key text, created_at text)`;
