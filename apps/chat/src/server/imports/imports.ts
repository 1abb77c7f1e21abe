import type { Memory } from "@pagefile/core";
import type { Clock, IdSource } from "@pagefile/core/contracts";
import type { ImportView } from "../../protocol/import.ts";
import { notFound, RequestError } from "../request-error.ts";
import { fileName } from "./file-name.ts";
import { ImportJob } from "./import-job.ts";
import { receiveBytes } from "./received-bytes.ts";

export interface ImportsOptions {
  readonly memory: Memory;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Tells whoever looks at a space. */
  readonly onChange: (space: string, view: ImportView) => void;
  /** A document is in memory, and every store has it. */
  readonly onDone: (space: string, name: string) => void;
}

export interface Upload {
  /** The space it was sent to. */
  readonly space: string;
  /** The space the document goes into, which may be one that the agent mounts. */
  readonly into: string;
  readonly name: string;
  readonly body: AsyncIterable<Uint8Array>;
  readonly bytes: number | undefined;
}

/** Finished ones that are still listed for a space. */
const mostKept = 50;
const mostAtOnce = 8;

/**
 * Files that are being taken in. They are read and written one after the other; a store that is down holds up none of them. What a
 * page shows of them survives its reload.
 */
export class Imports {
  readonly #options: ImportsOptions;
  readonly #jobs = new Map<string, readonly ImportJob[]>();
  readonly #unfinished = new Set<Promise<void>>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: ImportsOptions) {
    this.#options = options;
  }

  list(space: string): readonly ImportView[] {
    return this.#jobsOf(space).map(({ view }) => view);
  }

  /** Returns as soon as the file is here; reading and writing go on by themselves. */
  async begin({ space, into, name: sent, body, bytes: announced }: Upload): Promise<ImportView> {
    const name = fileName(sent);
    if ([...this.#jobs.values()].flat().filter(({ unwritten }) => unwritten).length >= mostAtOnce)
      throw new RequestError(429, "TOO_MANY_IMPORTS", { message: `${mostAtOnce} files are being taken in already; wait for one of them.` });
    const { memory, clock, ids, onChange } = this.#options;
    const job = new ImportJob({
      memory,
      space: into,
      id: ids.next(),
      name,
      onChange: (view) => onChange(space, view),
      sleep: (ms) => clock.sleep(ms, job.signal).catch(() => undefined),
    });
    this.#add(space, job);
    try {
      const bytes = await receiveBytes(body, { announced, onBytes: (count) => job.received(count), signal: job.signal });
      this.#enqueue(space, job, bytes);
    } catch (error) {
      job.fail(error);
      if (!job.signal.aborted) throw error;
    }
    return job.view;
  }

  /** Idempotent. @throws RequestError 404 */
  cancel(space: string, id: string): void {
    const job = this.#jobsOf(space).find(({ view }) => view.id === id);
    if (job === undefined) throw notFound("There is no such import.");
    job.cancel();
  }

  forget(space: string): void {
    for (const job of this.#jobsOf(space)) job.cancel();
    this.#jobs.delete(space);
  }

  /** The name of a file is not kept once something of the space was erased: it may be what was. */
  forgetFinished(space: string): void {
    this.#jobs.set(
      space,
      this.#jobsOf(space).filter(({ over }) => !over),
    );
  }

  async close(): Promise<void> {
    for (const job of [...this.#jobs.values()].flat()) job.cancel();
    await Promise.all(this.#unfinished);
  }

  #enqueue(space: string, job: ImportJob, bytes: Uint8Array): void {
    const written = this.#queue.then(() => job.write(bytes));
    this.#queue = written;
    const finished = this.#finish(space, job, written).finally(() => this.#unfinished.delete(finished));
    this.#unfinished.add(finished);
  }

  async #finish(space: string, job: ImportJob, written: Promise<boolean>): Promise<void> {
    const isNew = await written;
    await job.index();
    if (isNew && job.view.state === "done") this.#options.onDone(space, job.view.name);
  }

  #add(space: string, job: ImportJob): void {
    const jobs = this.#jobsOf(space);
    const old = jobs.filter(({ over }) => over).slice(0, Math.max(0, jobs.length + 1 - mostKept));
    this.#jobs.set(space, [...jobs.filter((other) => !old.includes(other)), job]);
  }

  #jobsOf(space: string): readonly ImportJob[] {
    return this.#jobs.get(space) ?? [];
  }
}
