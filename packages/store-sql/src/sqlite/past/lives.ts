import type { RecordId, Seq } from "@pagefile/core/contracts";
import type { Life } from "../../journal/life.ts";
import type { Database } from "../database/database.ts";

/** Keeps of a life that is over what it can be found by; of none, nothing. */
export function endLife(database: Database, space: number, ended: { id: RecordId; life: Life | undefined; until: Seq }): void {
  const { id, life, until } = ended;
  if (life === undefined) return;
  const { kind, collection, key, createdAt, since } = life;
  database.run(
    "INSERT INTO past (space, id, since, until, kind, collection, key, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    ...[space, id, since, until, kind, collection, key, createdAt],
  );
}

/** Forgets every life of an erased record. */
export function forgetLives(database: Database, space: number, id: RecordId): void {
  database.run("DELETE FROM past WHERE space = ? AND id = ?", space, id);
}
