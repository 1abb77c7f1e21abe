import type { Cursor, DeadLetter, RecordId, Seq, Space } from "@pagefile/core/contracts";
import type { Connection } from "../database/connection.ts";
import type { Database } from "../database/database.ts";

/** How far a store has followed a space. */
export class PostgresCursor implements Cursor {
  readonly #connection: Connection;
  readonly #space: Space;
  readonly #store: string;

  constructor(connection: Connection, space: Space, store: string) {
    this.#connection = connection;
    this.#space = space;
    this.#store = store;
  }

  get(): Promise<Seq> {
    return this.#connection.read(this.#space, async (database, { number }) => {
      const sql = "SELECT seq FROM cursor WHERE space = $1 AND store = $2";
      return (await database.get<{ seq: Seq }>(sql, number, this.#store))?.seq ?? 0;
    });
  }

  advance(seq: Seq, buried: readonly DeadLetter[] = []): Promise<void> {
    return this.#connection.write(this.#space, async (database, { number }) => {
      const upsert =
        "INSERT INTO cursor (space, store, seq) VALUES ($1, $2, $3) ON CONFLICT (space, store) DO UPDATE SET seq = excluded.seq";
      await database.run(upsert, number, this.#store, seq);
      if (seq === 0) await database.run("DELETE FROM letter WHERE space = $1 AND store = $2", number, this.#store);
      const newest = [...new Map(buried.map((letter) => [letter.id, letter])).values()];
      if (newest.length > 0) await database.run(insertLetters, number, this.#store, JSON.stringify(newest));
    });
  }

  deadLetters(): Promise<readonly DeadLetter[]> {
    return this.#connection.read(this.#space, (database, { number }) => {
      const sql = "SELECT id, seq, reason FROM letter WHERE space = $1 AND store = $2 ORDER BY seq";
      return database.all<DeadLetter>(sql, number, this.#store);
    });
  }

  settle(ids: readonly RecordId[]): Promise<void> {
    return this.#connection.write(this.#space, async (database, { number }) => {
      await database.run("DELETE FROM letter WHERE space = $1 AND store = $2 AND id = ANY ($3)", number, this.#store, ids);
    });
  }
}

const insertLetters = `INSERT INTO letter (space, store, id, seq, reason)
  SELECT $1, $2, id, seq, reason FROM json_to_recordset($3) AS given (id text, seq bigint, reason text)
  ON CONFLICT (space, store, id) DO UPDATE SET seq = excluded.seq, reason = excluded.reason`;

/** Spaces whose head is past the store's cursor, having entered all. */
export async function spacesBehind(database: Database, store: string): Promise<readonly Space[]> {
  const sql = `SELECT s.name FROM space s LEFT JOIN cursor c ON c.space = s.number AND c.store = $1
    WHERE s.seq > coalesce(c.seq, 0) ORDER BY s.name`;
  return (await database.all<{ name: Space }>(sql, store)).map(({ name }) => name);
}
