import type { Cursor, DeadLetter, RecordId, Seq, Space } from "@pagefile/core/contracts";
import type { Connection } from "../database/connection.ts";
import type { Database } from "../database/database.ts";
import { findSpace, openSpace } from "../database/spaces.ts";

/** How far a store has followed a space. */
export class SqliteCursor implements Cursor {
  readonly #connection: Connection;
  readonly #space: Space;
  readonly #store: string;

  constructor(connection: Connection, space: Space, store: string) {
    this.#connection = connection;
    this.#space = space;
    this.#store = store;
  }

  get(): Promise<Seq> {
    return this.#connection.read((database) => {
      const sql = "SELECT seq FROM cursor WHERE store = ? AND space = ?";
      return database.get<{ seq: Seq }>(sql, this.#store, spaceNumber(database, this.#space))?.seq ?? 0;
    });
  }

  advance(seq: Seq, buried: readonly DeadLetter[] = []): Promise<void> {
    return this.#connection.write((database) => {
      const { number } = openSpace(database, this.#space);
      database.run("INSERT OR REPLACE INTO cursor (store, space, seq) VALUES (?, ?, ?)", this.#store, number, seq);
      if (seq === 0) database.run("DELETE FROM letter WHERE store = ? AND space = ?", this.#store, number);
      const insert = "INSERT OR REPLACE INTO letter (store, space, id, seq, reason) VALUES (?, ?, ?, ?, ?)";
      for (const letter of buried) database.run(insert, this.#store, number, letter.id, letter.seq, letter.reason);
    });
  }

  deadLetters(): Promise<readonly DeadLetter[]> {
    return this.#connection.read((database) => {
      const sql = "SELECT id, seq, reason FROM letter WHERE store = ? AND space = ? ORDER BY seq";
      const letters = database.all<DeadLetter>(sql, this.#store, spaceNumber(database, this.#space));
      return letters.map((letter) => ({ ...letter }));
    });
  }

  settle(ids: readonly RecordId[]): Promise<void> {
    return this.#connection.write((database) => {
      const number = spaceNumber(database, this.#space);
      for (const id of ids) database.run("DELETE FROM letter WHERE store = ? AND space = ? AND id = ?", this.#store, number, id);
    });
  }
}

export function spacesBehind(database: Database, store: string): readonly Space[] {
  const sql = `SELECT s.name FROM space s LEFT JOIN cursor c ON c.space = s.number AND c.store = ?
    WHERE s.seq > coalesce(c.seq, 0) ORDER BY s.name`;
  return database.all<{ name: Space }>(sql, store).map(({ name }) => name);
}

/** 0, which no space has, for one that is not there yet. */
function spaceNumber(database: Database, space: Space): number {
  return findSpace(database, space)?.number ?? 0;
}
