import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Arm, ArmQuery, ArmResults, IndexedChange, RecordId, Space, Store, StoreCapabilities } from "@pagefile/core/contracts";
import { hashText, isPagefileError, PagefileError } from "@pagefile/core/contracts";
import { syncFolder } from "./durable-file.ts";
import { capabilitiesOf } from "./faiss-capabilities.ts";
import { toPagefileError } from "./faiss-errors.ts";
import type { FaissModule } from "./faiss-module.ts";
import { completeOptions, type FaissOptions } from "./faiss-options.ts";
import { FolderLock } from "./folder-lock.ts";
import { logPath, SpaceIndex } from "./space-index.ts";
import { VectorLog } from "./vector-log.ts";

/** Vectors of messages and passages in FAISS indexes in this process. Nothing is read, written or imported before the first use. */
export function faiss(options: FaissOptions): Store {
  return new FaissStore(completeOptions(options));
}

class FaissStore implements Store {
  readonly name: string;
  readonly capabilities: StoreCapabilities;
  readonly #options: Required<FaissOptions>;
  readonly #spaces = new Map<Space, SpaceIndex>();
  /** The last task of each space: whatever changes files runs alone. */
  readonly #tasks = new Map<Space, Promise<unknown>>();
  #module: Promise<FaissModule> | undefined;
  #lock: FolderLock | undefined;

  constructor(options: Required<FaissOptions>) {
    this.name = options.name;
    this.capabilities = capabilitiesOf(options.factory);
    this.#options = options;
  }

  apply(space: Space, changes: readonly IndexedChange[]): Promise<void> {
    return this.#alone(space, async () => {
      const index = (await this.#open(space)) ?? (await this.#create(space));
      await index.apply(changes);
      if (index.wasteful) await this.#rewrite(space, index);
    });
  }

  async search<A extends keyof ArmResults>(
    space: Space,
    query: Extract<ArmQuery, { arm: A }>,
    options: { readonly signal?: AbortSignal },
  ): Promise<ArmResults[A]>;
  async search(space: Space, query: ArmQuery, { signal }: { readonly signal?: AbortSignal }): Promise<ArmResults[keyof ArmResults]> {
    signal?.throwIfAborted();
    const unserved = query.arm === "vector" ? query.kinds.find((kind) => this.capabilities.serves[kind] === undefined) : query.kinds[0];
    if (query.arm !== "vector" || unserved !== undefined) {
      throw new PagefileError("STORE_UNSUPPORTED", `${this.name} has no ${query.arm} arm for the kind ${unserved}.`);
    }
    if (query.filter !== undefined) throw new PagefileError("STORE_UNSUPPORTED", `${this.name} does not filter.`);
    // In the same turn as the look-up, so that nobody closes the space in between.
    const known = this.#spaces.get(space);
    if (known !== undefined) return known.search(query);
    return this.#alone(space, async () => {
      const opened = await this.#open(space);
      signal?.throwIfAborted();
      return opened?.search(query) ?? [];
    });
  }

  async *scan(space: Space): AsyncGenerator<{ id: RecordId; version: number; arm: Arm; embedder?: string }> {
    const index = await this.#alone(space, () => this.#open(space));
    yield* index?.scan() ?? [];
  }

  drop(space: Space): Promise<void> {
    return this.#alone(space, async () => {
      await this.#ready();
      this.#forget(space);
      rmSync(this.#folder(space), { recursive: true, force: true });
    });
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#tasks.values());
    for (const space of [...this.#spaces.keys()]) this.#forget(space, { save: true });
    this.#lock?.release();
    this.#lock = undefined;
  }

  async #open(space: Space): Promise<SpaceIndex | undefined> {
    const known = this.#spaces.get(space);
    const opened = known ?? (await SpaceIndex.open({ ...this.#options, module: await this.#ready(), space, folder: this.#folder(space) }));
    if (opened === undefined) return undefined;
    // The map's order is that of use.
    this.#spaces.delete(space);
    this.#spaces.set(space, opened);
    this.#closeOldest();
    return opened;
  }

  async #create(space: Space): Promise<SpaceIndex> {
    const folder = this.#folder(space);
    if (mkdirSync(folder, { recursive: true }) !== undefined) syncFolder(this.#options.folder);
    VectorLog.write(logPath(folder), { format: 1, space, generation: randomUUID() }, []);
    const created = await this.#open(space);
    if (created === undefined) throw new PagefileError("STORE_UNAVAILABLE", `${folder} does not keep what is written to it.`);
    return created;
  }

  /** Leaves out what ended. Searches go on in the old files until the new index is whole. */
  async #rewrite(space: Space, index: SpaceIndex): Promise<void> {
    VectorLog.write(logPath(this.#folder(space)), { format: 1, space, generation: randomUUID() }, index.live());
    this.#spaces.delete(space);
    await this.#open(space);
    index.close({ save: false });
  }

  /** The library, once, and the folder for this store alone. */
  async #ready(): Promise<FaissModule> {
    const { load, folder } = this.#options;
    this.#module ??= load();
    const module = await this.#module.catch((error: unknown) => {
      this.#module = undefined;
      throw error;
    });
    this.#lock ??= new FolderLock(folder);
    return module;
  }

  #closeOldest(): void {
    for (const space of this.#spaces.keys()) {
      if (this.#spaces.size <= this.#options.openSpaces) return;
      if (!this.#tasks.has(space)) this.#forget(space, { save: true });
    }
  }

  #forget(space: Space, { save } = { save: false }): void {
    const index = this.#spaces.get(space);
    this.#spaces.delete(space);
    index?.close({ save });
  }

  /** A hash, since a space's name may differ from another's in the case of a letter only, and some file systems do not see that. */
  #folder(space: Space): string {
    return join(this.#options.folder, hashText(space).slice(0, 32));
  }

  /** Runs a task when the space's last one is done. After a failure the space is opened anew, from what is on the disk. */
  #alone<T>(space: Space, task: () => Promise<T>): Promise<T> {
    const before = this.#tasks.get(space) ?? Promise.resolve();
    const run = before.then(task).catch((error: unknown) => {
      if (!isRefusal(error)) this.#forget(space);
      throw toPagefileError(error, this.name);
    });
    const settled: Promise<void> = run.then(noop, noop).then(() => {
      if (this.#tasks.get(space) === settled) this.#tasks.delete(space);
    });
    this.#tasks.set(space, settled);
    return run;
  }
}

function noop(): void {}

/** A refusal comes before anything is written. */
function isRefusal(error: unknown): boolean {
  return isPagefileError(error, "EMBEDDER_MISMATCH") || isPagefileError(error, "STORE_REJECTED");
}
