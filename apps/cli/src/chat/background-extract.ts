import { createExtractor, type ExtractReport, type ExtractRunSettings, type Memory } from "@pagefile/core";
import type { ChatModel } from "@pagefile/core/contracts";
import type { Settings } from "../settings/settings.ts";
import { factLine } from "../terminal/fact-line.ts";

export interface BackgroundExtractOptions {
  readonly memory: Memory;
  readonly model: ChatModel;
  readonly settings: Pick<Settings, "space" | "extract">;
  /** Shows a line, whenever it comes. */
  readonly note: (text: string, warning: boolean) => void;
}

/** How long leaving a chat waits for what is being read. What is cut off, the next chat goes on with. */
const endsWithinMs = 2000;

/** Reads facts out of what was said while the chat goes on; no turn waits for it. */
export class BackgroundExtract {
  readonly #options: BackgroundExtractOptions;
  #model: ChatModel;
  #running: Promise<void> | undefined;
  #controller = new AbortController();
  #again = false;
  #warned: string | undefined;

  constructor(options: BackgroundExtractOptions) {
    this.#options = options;
    this.#model = options.model;
  }

  /** After a turn. Returns at once. */
  start(model: ChatModel = this.#model): void {
    this.#model = model;
    if (this.#options.settings.extract === "off") return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
  }

  /** Before a turn: a model that answers one after the other is left to it. The next start asks it anew. */
  yieldToTurn(): void {
    if (this.#asksModel) this.#stop();
  }

  /** When everything that was said so far is read. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async end(): Promise<void> {
    const timer = setTimeout(() => this.#stop(), endsWithinMs);
    await this.settled();
    clearTimeout(timer);
  }

  get #asksModel(): boolean {
    return this.#options.settings.extract === "model" && this.#model.id !== "offline";
  }

  #stop(): void {
    this.#again = false;
    this.#controller.abort();
  }

  async #run(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      this.#controller = new AbortController();
      const { signal } = this.#controller;
      try {
        this.#report(await this.#extract(signal));
      } catch (error) {
        if (!signal.aborted) this.#warn(error instanceof Error ? error.message : String(error));
      }
    }
  }

  async #extract(signal: AbortSignal): Promise<ExtractReport> {
    const { memory, settings, note } = this.#options;
    const extractor = createExtractor({ memory, ...(this.#asksModel && { model: this.#model }) });
    const { graph } = memory.space(settings.space);
    const found: Parameters<NonNullable<ExtractRunSettings["onFact"]>>[] = [];
    try {
      return await extractor.run(settings.space, { signal, onFact: (...fact) => found.push(fact) });
    } finally {
      // What was written before a failure is written.
      for (const fact of found) note(`noted: ${await factLine(graph, ...fact)}`, false);
    }
  }

  #report({ deferred, deadLetters: [first] }: ExtractReport): void {
    if (deferred !== undefined) this.#warn(deferred.explanation);
    else if (first !== undefined) this.#warn(first.reason);
    else this.#warned = undefined;
  }

  /** The same trouble is said once, not after each turn. */
  #warn(reason: string): void {
    if (reason === this.#warned) return;
    this.#warned = reason;
    this.#options.note(`facts were not read out of what was said: ${reason}`, true);
  }
}
