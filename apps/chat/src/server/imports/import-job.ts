import type { Memory } from "@pagefile/core";
import { readDocument } from "@pagefile/documents";
import type { ImportView } from "../../protocol/import.ts";
import { errorAnswer } from "../error-answer.ts";

export interface ImportJobOptions {
  readonly memory: Memory;
  /** Where the document goes. */
  readonly space: string;
  readonly id: string;
  readonly name: string;
  /** Hears of every step. */
  readonly onChange: (view: ImportView) => void;
  readonly sleep: (ms: number) => Promise<void>;
}

const firstPauseMs = 500;
const longestPauseMs = 4000;

/** One file on its way into memory. */
export class ImportJob {
  readonly #options: ImportJobOptions;
  readonly #controller = new AbortController();
  #view: ImportView;

  constructor(options: ImportJobOptions) {
    this.#options = options;
    const { id, name } = options;
    this.#view = { id, name, bytes: 0, state: "receiving", entries: 0, problems: [] };
  }

  get view(): ImportView {
    return this.#view;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get over(): boolean {
    return this.#view.state === "done" || this.#view.state === "failed" || this.#view.state === "cancelled";
  }

  /** The bytes of the file are still needed. */
  get unwritten(): boolean {
    return !this.over && this.#view.state !== "indexing";
  }

  received(bytes: number): void {
    this.#change({ bytes });
  }

  /** What is written by then stays; the same file again completes it. */
  cancel(): void {
    if (this.over) return;
    this.#controller.abort(new DOMException("The import was cancelled.", "AbortError"));
    // Nothing is at work that could stop: it waits for its turn, or for stores.
    if (this.#view.state === "receiving" || this.#view.state === "indexing") this.#change({ state: "cancelled" });
  }

  fail(error: unknown): void {
    if (this.signal.aborted) this.#change({ state: "cancelled" });
    else this.#change({ state: "failed", error: errorAnswer(error).view.error });
  }

  /** Reads and writes the document. Never throws. Returns whether memory holds anything of it that it did not hold before. */
  async write(bytes: Uint8Array): Promise<boolean> {
    try {
      this.signal.throwIfAborted();
      return await this.#write(bytes);
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  /** Waits until every store has what was written. Never throws. */
  async index(): Promise<void> {
    try {
      await this.#index();
      this.#change({ state: "done" });
    } catch (error) {
      this.fail(error);
    }
  }

  async #write(bytes: Uint8Array): Promise<boolean> {
    const { memory, space, name } = this.#options;
    const { signal } = this;
    this.#change({ state: "reading", bytes: bytes.byteLength });
    const document = await readDocument({ name, bytes }, { signal, onPage: (done, total) => this.#change({ pages: { done, total } }) });
    this.#change({ state: "writing", problems: document.problems, chunks: { written: 0, total: document.chunks.length } });
    const { title, pages, chunks } = document;
    const draft = { name, title, chunks, bytes: bytes.byteLength, ...(pages !== undefined && { pages }) };
    const target = memory.space(space);
    const before = (await target.head()).seq;
    const receipt = await target.documents.put(draft, {
      signal,
      // What comes after the last of it is durable is a wait for stores.
      onProgress: ({ written, total }) => this.#change({ chunks: { written, total }, ...(written === total && { state: "indexing" }) }),
    });
    const entries = Math.max(0, (await target.head()).seq - before);
    this.#change({ state: "indexing", entries, chunks: { written: receipt.chunks, total: receipt.chunks } });
    return receipt.written > 0;
  }

  /** Vectors may take longer than the write; what is behind counts against the chunks. */
  async #index(): Promise<void> {
    const { memory, space, sleep } = this.#options;
    const total = this.#view.chunks?.total ?? 0;
    for (let pauseMs = firstPauseMs; !this.signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const behind = Math.max(0, ...(await memory.lag(space)).map((lag) => lag.behind));
      if (memory.embedder !== undefined) this.#change({ embedded: { done: Math.max(0, total - behind), total } });
      if (behind === 0) return;
      await sleep(pauseMs);
    }
  }

  #change(change: Partial<ImportView>): void {
    if (this.over) return;
    this.#view = { ...this.#view, ...change };
    this.#options.onChange(this.#view);
  }
}
