import type { Seq, Space } from "@pagefile/core/contracts";
import { Watcher } from "../../journal/watcher.ts";
import type { Connection } from "../database/connection.ts";

/** Tells watchers which spaces were appended to: of this process at once, of others by looking now and then. */
export class Watchers {
  readonly #connection: Connection;
  readonly #intervalMs: number;
  readonly #watchers = new Set<Watcher>();

  constructor(connection: Connection, intervalMs: number) {
    this.#connection = connection;
    this.#intervalMs = intervalMs;
  }

  notify(space: Space): void {
    for (const watcher of this.#watchers) watcher.add(space);
  }

  async *watch(signal: AbortSignal | undefined): AsyncGenerator<Space> {
    const watcher = new Watcher();
    const end = (): void => watcher.end();
    signal?.addEventListener("abort", end, { once: true });
    if (signal?.aborted === true) end();
    this.#watchers.add(watcher);
    const others = new Appends(this.#connection);
    let look: NodeJS.Timeout | undefined;
    try {
      await others.since();
      look = setInterval(() => void addMoved(others, watcher), this.#intervalMs).unref();
      yield* watcher.spaces();
    } finally {
      clearInterval(look);
      signal?.removeEventListener("abort", end);
      this.#watchers.delete(watcher);
    }
  }

  /** Ends every watch. */
  close(): void {
    for (const watcher of this.#watchers) watcher.end();
  }
}

async function addMoved(others: Appends, watcher: Watcher): Promise<void> {
  // What cannot be read now is looked at again after the interval.
  const spaces = await others.since().catch(() => []);
  for (const space of spaces) watcher.add(space);
}

/** What other connections appended. */
class Appends {
  readonly #connection: Connection;
  readonly #heads = new Map<Space, Seq>();
  /** SQLite changes it whenever another connection commits. */
  #dataVersion = -1;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Spaces whose head moved since the last call; all at the first. */
  since(): Promise<readonly Space[]> {
    return this.#connection.read((database) => {
      const version = database.get<{ data_version: number }>("PRAGMA data_version")?.data_version;
      if (version === undefined || version === this.#dataVersion) return [];
      this.#dataVersion = version;
      const rows = database.all<{ name: Space; seq: Seq }>("SELECT name, seq FROM space");
      const moved = rows.filter(({ name, seq }) => (this.#heads.get(name) ?? 0) !== seq);
      for (const { name, seq } of moved) this.#heads.set(name, seq);
      return moved.map(({ name }) => name);
    });
  }
}
