import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { Environment } from "./environment.ts";
import { withLock } from "./lock.ts";

/** One thing kept in the cache: a folder that is there whole or not at all. */
export interface CacheEntry {
  readonly name: string;
  readonly version: string;
}

/** `PAGEFILE_TEST_CACHE`, or `pagefile-test-services` in the user's cache folder. */
export function cacheFolder(env: Environment): string {
  if (env["PAGEFILE_TEST_CACHE"]) return resolve(env["PAGEFILE_TEST_CACHE"]);
  return join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "pagefile-test-services");
}

/**
 * What was fetched or built once on this machine, outside the clone, so that a fresh clone finds it.
 * One folder per entry, named by version: it is filled under another name and renamed when whole.
 */
export class Cache {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Where the entry is, or will be. */
  path(entry: CacheEntry): string {
    return join(this.folder, `${entry.name}-${entry.version}`);
  }

  has(entry: CacheEntry): boolean {
    return existsSync(this.path(entry));
  }

  /**
   * Returns the entry's folder, filling it first if it is missing. Processes that want the same
   * entry at the same time wait for the one that fills it; a failed or killed filling leaves nothing.
   */
  async ensure(entry: CacheEntry, fill: (folder: string) => Promise<void>, onWait?: () => void): Promise<string> {
    const path = this.path(entry);
    if (this.has(entry)) return path;
    const lockFile = join(await this.subfolder("locks"), `${entry.name}-${entry.version}.lock`);
    return withLock(
      lockFile,
      async () => {
        if (this.has(entry)) return path;
        await this.#removeUnfinished(entry);
        const unfinished = `${path}${UNFINISHED}${process.pid}`;
        await mkdir(unfinished);
        try {
          await fill(unfinished);
          await rename(unfinished, path);
        } finally {
          await rm(unfinished, { recursive: true, force: true });
        }
        return path;
      },
      onWait ? { onWait } : {},
    );
  }

  /** A folder for what is not versioned: locks, logs, records of running servers. */
  async subfolder(name: string): Promise<string> {
    const path = join(this.folder, name);
    await mkdir(path, { recursive: true });
    return path;
  }

  /** Whoever holds the entry's lock is alone, so what is unfinished was left by the dead. */
  async #removeUnfinished(entry: CacheEntry): Promise<void> {
    const prefix = `${entry.name}-${entry.version}${UNFINISHED}`;
    for (const name of await readdir(this.folder)) {
      if (name.startsWith(prefix)) await rm(join(this.folder, name), { recursive: true, force: true });
    }
  }
}

const UNFINISHED = ".unfinished-";
