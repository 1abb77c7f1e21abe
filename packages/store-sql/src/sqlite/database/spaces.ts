import { genesisHash, type Seq, type Space } from "@pagefile/core/contracts";
import type { Database } from "./database.ts";

/** A space's row; `number` stands for its name in every other table. */
export interface SpaceRow {
  readonly number: number;
  readonly seq: Seq;
  readonly hash: string;
}

export function findSpace(database: Database, space: Space): SpaceRow | undefined {
  return database.get<SpaceRow>("SELECT number, seq, hash FROM space WHERE name = ?", space);
}

/** The space's row, made when it is not there. */
export function openSpace(database: Database, space: Space): SpaceRow {
  const found = findSpace(database, space);
  if (found !== undefined) return found;
  database.run("INSERT INTO space (name, seq, hash) VALUES (?, 0, ?)", space, genesisHash);
  return openSpace(database, space);
}

/** Names of spaces that have entries, in order. */
export function spacesFrom(database: Database, prefix: string): readonly Space[] {
  const rows = database.all<{ name: Space }>("SELECT name FROM space WHERE name >= ? AND seq > 0 ORDER BY name", prefix);
  return rows.map(({ name }) => name).filter((name) => name.startsWith(prefix));
}
