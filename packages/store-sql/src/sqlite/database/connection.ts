import { setTimeout } from "node:timers/promises";
import { type ErrorCode, PagefileError } from "@pagefile/core/contracts";
import { Database } from "./database.ts";
import { scrubIfPossible } from "../journal/erase.ts";
import { migrate } from "./schema.ts";
import { fromSqlite, isBusy } from "./sqlite-errors.ts";
import type { SqliteOptions } from "./sqlite-options.ts";

const retryMs = 4;
/** The first SQLite whose write-ahead log cannot be corrupted by a checkpoint that meets a writer. */
const firstSoundWal = [3, 51, 3];
/** The first with full-text tables that need no copy of the text and still delete. */
const oldest = [3, 43, 0];

/** The one connection of a journal and its store: opened by the first use, waiting while another process writes. */
export class Connection {
  readonly #options: SqliteOptions;
  readonly #reach: (point: string) => void;
  #opening: Promise<Database> | undefined;
  #closed = false;

  constructor(options: SqliteOptions, reach: (point: string) => void) {
    this.#options = options;
    this.#reach = reach;
  }

  /** Runs statements, again while another process is in the way. `code` is what becomes of SQLite's errors. */
  async run<T>(work: (database: Database) => T, code: ErrorCode = "JOURNAL_UNAVAILABLE"): Promise<T> {
    const database = await this.#open();
    return this.#patiently(() => work(database), code);
  }

  /** Runs reads on one state of the database. */
  read<T>(work: (database: Database) => T, code?: ErrorCode): Promise<T> {
    return this.run((database) => database.transaction("BEGIN", () => work(database)), code);
  }

  /** Runs reads and writes that are durable, all of them, when this resolves, and undone when it rejects. */
  write<T>(work: (database: Database) => T, code?: ErrorCode): Promise<T> {
    return this.run((database) => {
      const result = database.transaction("BEGIN IMMEDIATE", () => {
        const written = work(database);
        database.reach("write:done");
        return written;
      });
      database.reach("write:committed");
      return result;
    }, code);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const database = await this.#opening?.catch(() => undefined);
    database?.close();
  }

  async #open(): Promise<Database> {
    this.#checkOpen();
    this.#opening ??= this.#connect();
    try {
      return await this.#opening;
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
  }

  #checkOpen(): void {
    if (this.#closed) throw new PagefileError("CLOSED", "The journal was closed.");
  }

  async #connect(): Promise<Database> {
    const { DatabaseSync } = await import("node:sqlite");
    const { file, readOnly = false } = this.#options;
    return this.#patiently(() => {
      const database = new Database(new DatabaseSync(file, { readOnly }), this.#reach);
      try {
        prepare(database, readOnly);
        return database;
      } catch (error) {
        database.close();
        throw error;
      }
    }, "JOURNAL_UNAVAILABLE");
  }

  /** Tries again while another process is in the way. SQLite's own waiting would stop the event loop. */
  async #patiently<T>(work: () => T, code: ErrorCode): Promise<T> {
    const { busyTimeoutMs = 5000, file } = this.#options;
    for (let waitedMs = 0; ; waitedMs += retryMs) {
      this.#checkOpen();
      try {
        return work();
      } catch (error) {
        if (!isBusy(error) || waitedMs >= busyTimeoutMs) throw fromSqlite(error, code, file);
      }
      await setTimeout(retryMs);
    }
  }
}

/** Makes a fresh connection durable, frugal with what it deletes, and its schema the newest. */
function prepare(database: Database, readOnly: boolean): void {
  const version = database.get<{ version: string }>("SELECT sqlite_version() AS version")?.version ?? "";
  const hasWords = database.get("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'") !== undefined;
  if (!hasWords || !isAtLeast(version, oldest)) {
    throw new PagefileError("JOURNAL_UNAVAILABLE", "Pagefile needs a Node.js whose SQLite has full text: 22.16 or newer.");
  }
  const mode = isAtLeast(version, firstSoundWal) ? "WAL" : "TRUNCATE";
  if (!readOnly) database.execute(`PRAGMA journal_mode = ${mode}`);
  database.execute("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 4000");
  migrate(database);
  if (!readOnly) scrubIfPossible(database);
}

export function isAtLeast(version: string, wanted: readonly number[]): boolean {
  const parts = version.split(".").map(Number);
  const at = wanted.findIndex((part, index) => part !== parts[index]);
  return at === -1 || (parts[at] ?? 0) > (wanted[at] ?? 0);
}
