import { DatabaseSync } from "node:sqlite";
import type { Sample, Side } from "../side.ts";

/** A table, its full text and its vectors in one synced transaction; the nearest by looking at every vector. */
export function bareSqlite(file: string): Side {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE record (number INTEGER PRIMARY KEY, id TEXT UNIQUE, body TEXT, vector BLOB);
    CREATE VIRTUAL TABLE words USING fts5 (terms, content = '')`);
  const insert = database.prepare("INSERT INTO record (id, body, vector) VALUES (?, ?, ?)");
  const index = database.prepare("INSERT INTO words (rowid, terms) VALUES (?, ?)");
  const vectors = new Map<number, Float32Array>();
  return {
    async write(samples) {
      database.exec("BEGIN IMMEDIATE");
      for (const { id, text, terms, vector } of samples) {
        const { lastInsertRowid } = insert.run(id, JSON.stringify({ text }), new Uint8Array(vector.buffer));
        index.run(lastInsertRowid, terms.join(" "));
        vectors.set(Number(lastInsertRowid), vector);
      }
      database.exec("COMMIT");
    },
    search: async (sample) => nearest(sample, vectors),
    close: async () => database.close(),
  };
}

function nearest({ vector }: Sample, vectors: ReadonlyMap<number, Float32Array>): number {
  const scores = [...vectors].map(([number, values]) => {
    let score = 0;
    for (let at = 0; at < values.length; at += 1) score += (vector[at] as number) * (values[at] as number);
    return { number, score };
  });
  return scores.sort((a, b) => b.score - a.score).slice(0, 10).length;
}
