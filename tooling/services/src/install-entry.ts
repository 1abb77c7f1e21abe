import type { CacheEntry } from "./cache.ts";
import type { Kit } from "./part.ts";

/** A cache entry, and what is done to fill it: "building …", "downloading …". */
export interface Installation extends CacheEntry {
  readonly doing: string;
}

/** Fills a cache entry if it is missing, in sight of a person, and returns its folder. */
export async function installEntry(kit: Kit, installation: Installation, fill: (folder: string) => Promise<void>): Promise<string> {
  const { doing } = installation;
  return kit.cache.ensure(
    installation,
    (folder) => kit.progress.step(doing, () => fill(folder)),
    () => kit.progress.note(`waiting for another process that is ${doing}`),
  );
}
