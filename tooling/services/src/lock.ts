import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";

export interface LockOptions {
  /** Called once, when another holder has to be waited for. */
  readonly onWait?: () => void;
  /** @default 200 */
  readonly pollMs?: number;
}

/**
 * Runs `work` while no other process, and no other call in this one, holds the lock on `file`.
 *
 * The lock is SQLite's own lock on an empty database. The operating system drops it when its holder
 * dies, however it dies, so there is no stale lock to recognise and no process id to mistake.
 * The file must be on a local disk.
 */
export async function withLock<T>(file: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const { onWait, pollMs = 200 } = options;
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    if (!acquire(database)) {
      onWait?.();
      do await pause(pollMs);
      while (!acquire(database));
    }
    return await work();
  } finally {
    database.close();
  }
}

function acquire(database: DatabaseSync): boolean {
  try {
    database.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if (error instanceof Error && /database is locked/.test(error.message)) return false;
    throw error;
  }
}
