import { DatabaseSync } from "node:sqlite";

/** The least a durable write can cost with this engine: one row in one transaction, synced, on the same disk. */
export function bareTable(file: string): { insert(text: string): void; close(): void } {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
  const insert = database.prepare("INSERT INTO bare (text) VALUES (?)");
  return {
    insert: (text) => {
      database.exec("BEGIN IMMEDIATE");
      insert.run(text);
      database.exec("COMMIT");
    },
    close: () => database.close(),
  };
}

/** The least a scan over so many numbers can cost in this runtime: reading each once, four at a time, and adding them up. */
export function readOnce(values: Float32Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let at = 0; at + 3 < values.length; at += 4) {
    a += values[at] ?? 0;
    b += values[at + 1] ?? 0;
    c += values[at + 2] ?? 0;
    d += values[at + 3] ?? 0;
  }
  return a + b + c + d;
}
