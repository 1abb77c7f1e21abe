import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PagefileError } from "@pagefile/core/contracts";

/**
 * Keeps a folder for one store of one process. It is SQLite's lock on an empty database: the operating system drops it when
 * its holder dies, so there is no stale lock to recognise and no process id to mistake.
 */
export class FolderLock {
  readonly #database: DatabaseSync;

  /** @throws PagefileError STORE_UNAVAILABLE when another store has the folder */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#database = new DatabaseSync(join(folder, "lock"), { timeout: 0 });
    try {
      this.#database.exec("BEGIN EXCLUSIVE");
    } catch (cause) {
      this.#database.close();
      const message = `${folder} is open in another process, or in another store of this one; a folder serves one store at a time.`;
      throw new PagefileError("STORE_UNAVAILABLE", message, { cause, retryable: true });
    }
  }

  release(): void {
    this.#database.close();
  }
}
