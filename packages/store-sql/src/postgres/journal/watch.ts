import type { Space } from "@pagefile/core/contracts";
import { setTimeout } from "node:timers/promises";
import { Watcher } from "../../journal/watcher.ts";
import type { Connection, Taken } from "../database/connection.ts";
import { spacesSince } from "../database/spaces.ts";

/** How long to wait before listening again after the connection was lost, and before each further attempt. */
const retryMs = 500;

/**
 * Tells watchers which spaces were appended to: of this process at once, of others by Postgres's notifications. While
 * there are watchers, one connection listens. Whenever it begins to, and now and then, it looks for what it was not told.
 */
export class Watchers {
  readonly #connection: Connection;
  readonly #channel: string;
  readonly #intervalMs: number;
  readonly #watchers = new Set<Watcher>();
  #listening: AbortController | undefined;
  #since: string | undefined;
  /** Spaces that others are yet to be told of. */
  readonly #untold = new Set<Space>();
  #telling: Promise<void> | undefined;

  constructor(connection: Connection, { schema, watchIntervalMs }: { schema: string; watchIntervalMs: number }) {
    this.#connection = connection;
    this.#channel = `pagefile ${schema}`;
    this.#intervalMs = watchIntervalMs;
  }

  /**
   * Tells everybody of an append that is committed: watchers of this process now, others soon and of several appends at
   * once. In a transaction of its own: Postgres lets one transaction with a notification commit at a time, over all
   * databases, and would make all appends wait for each other's disk.
   */
  notify(space: Space): void {
    this.#add(space);
    this.#untold.add(space);
    this.#telling ??= this.#tell().finally(() => (this.#telling = undefined));
  }

  async *watch(signal: AbortSignal | undefined): AsyncGenerator<Space> {
    const watcher = new Watcher();
    const end = (): void => watcher.end();
    signal?.addEventListener("abort", end, { once: true });
    if (signal?.aborted === true) end();
    this.#watchers.add(watcher);
    try {
      this.#since ??= (await this.#connection.open()).schema.since;
      this.#listening ??= this.#listen();
      yield* watcher.spaces();
    } finally {
      signal?.removeEventListener("abort", end);
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) this.#stop();
    }
  }

  /** Ends every watch. Others are told of everything when this resolves. */
  async close(): Promise<void> {
    for (const watcher of this.#watchers) watcher.end();
    this.#stop();
    await this.#telling;
  }

  async #tell(): Promise<void> {
    while (this.#untold.size > 0) {
      const spaces = [...this.#untold];
      this.#untold.clear();
      const sql = "SELECT pg_notify($1, space) FROM unnest($2::text[]) AS space";
      // Who is not told now will find it by looking.
      await this.#connection.run((database) => database.run(sql, this.#channel, spaces)).catch(() => undefined);
    }
  }

  #add(space: Space): void {
    for (const watcher of this.#watchers) watcher.add(space);
  }

  #stop(): void {
    this.#listening?.abort();
    this.#listening = undefined;
  }

  #listen(): AbortController {
    const end = new AbortController();
    void this.#listenUntil(end.signal);
    return end;
  }

  async #listenUntil(end: AbortSignal): Promise<void> {
    while (!end.aborted) {
      const taken = await this.#connection.take().catch(() => undefined);
      if (taken !== undefined) {
        await this.#follow(taken, end).catch(() => undefined);
        // A connection that listens is of no other use.
        taken.client.release(true);
      }
      await pause(retryMs, end);
    }
  }

  /** Follows notifications until the end, or until the connection is lost. */
  async #follow({ client, database, across }: Taken, end: AbortSignal): Promise<void> {
    const lost = new AbortController();
    client.on("error", () => lost.abort());
    client.on("end", () => lost.abort());
    client.on("notification", ({ payload }) => this.#add(payload as Space));
    const over = AbortSignal.any([end, lost.signal]);
    await database.run(`LISTEN "${this.#channel}"`);
    while (!over.aborted) {
      const { spaces, since } = await across((all) => spacesSince(all, this.#since ?? "0"));
      this.#since = since;
      for (const space of spaces) this.#add(space);
      await pause(this.#intervalMs, over);
    }
  }
}

/** Waits, but not longer than until the signal; keeps no process alive. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
