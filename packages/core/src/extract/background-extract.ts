import type { ChatModel, Clock } from "../contracts/index.ts";
import type { FactDraft, FactReceipt } from "../graph/knowledge-graph.ts";
import type { Memory } from "../memory/memory.ts";
import { systemClock } from "../memory/system-world.ts";
import type { ExtractReport } from "./extract-report.ts";
import { createExtractor } from "./extractor.ts";

export interface BackgroundExtractOptions {
  readonly memory: Memory;
  readonly space: string;
  /** Told of each new fact once it is written, one after the other, also of a run that then failed. */
  readonly onFact?: (receipt: FactReceipt, found: FactDraft) => void | Promise<void>;
  /**
   * Told why nothing, or not everything, was read; of the same trouble once, until a run goes well. What it throws is lost: there is
   * nobody else to tell.
   */
  readonly onTrouble?: (reason: string) => void | Promise<void>;
  /** How long `end` waits for what is being read, in milliseconds. @default 2000 */
  readonly endsWithinMs?: number;
  /** @default the system's clock */
  readonly clock?: Clock;
}

/** Reads facts out of what was said while a conversation goes on; no turn waits for it. */
export interface BackgroundExtract {
  /** After a turn: returns at once. The model that is asked from now on; without one rules find facts. */
  start(model?: ChatModel): void;
  /** Before a turn: a model that answers one after the other is left to it. The next start goes on. */
  yieldToTurn(): void;
  /** When everything that was said before the last start is read, or given up for now. Never rejects for what a run met. */
  settled(): Promise<void>;
  /** Waits within bounds. What is cut off, the next conversation goes on with. */
  end(): Promise<void>;
}

export function extractInBackground(options: BackgroundExtractOptions): BackgroundExtract {
  return new TurnByTurnExtract(options);
}

class TurnByTurnExtract implements BackgroundExtract {
  readonly #options: BackgroundExtractOptions;
  #model: ChatModel | undefined;
  #running: Promise<void> | undefined;
  #controller = new AbortController();
  #again = false;
  #told: string | undefined;

  constructor(options: BackgroundExtractOptions) {
    this.#options = options;
  }

  start(model?: ChatModel): void {
    this.#model = model;
    this.#again = true;
    this.#running ??= this.#run();
  }

  yieldToTurn(): void {
    if (this.#model !== undefined) this.#stop();
  }

  async settled(): Promise<void> {
    await this.#running;
  }

  async end(): Promise<void> {
    const { clock = systemClock, endsWithinMs = 2_000 } = this.#options;
    const waiting = new AbortController();
    const late = clock.sleep(endsWithinMs, waiting.signal).then(
      () => this.#stop(),
      () => undefined,
    );
    await this.settled();
    waiting.abort();
    await late;
  }

  #stop(): void {
    this.#again = false;
    this.#controller.abort();
  }

  async #run(): Promise<void> {
    try {
      while (this.#again) await this.#runOnce();
    } finally {
      // In the same breath as the last look at `#again`, so that no start comes between and is lost.
      this.#running = undefined;
    }
  }

  async #runOnce(): Promise<void> {
    this.#again = false;
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    try {
      await this.#report(await this.#extract(signal));
    } catch (error) {
      if (!signal.aborted) await this.#tell(error instanceof Error ? error.message : String(error));
    }
  }

  async #extract(signal: AbortSignal): Promise<ExtractReport> {
    const { memory, space, onFact, clock = systemClock } = this.#options;
    const extractor = createExtractor({ memory, clock, ...(this.#model !== undefined && { model: this.#model }) });
    const found: (readonly [FactReceipt, FactDraft])[] = [];
    try {
      return await extractor.run(space, { signal, onFact: (...fact) => found.push(fact) });
    } finally {
      for (const fact of found) await onFact?.(...fact);
    }
  }

  async #report({ deferred, deadLetters: [first] }: ExtractReport): Promise<void> {
    const reason = deferred?.explanation ?? first?.reason;
    if (reason === undefined) this.#told = undefined;
    else await this.#tell(reason);
  }

  async #tell(reason: string): Promise<void> {
    if (reason === this.#told) return;
    this.#told = reason;
    try {
      await this.#options.onTrouble?.(reason);
    } catch {
      // As its contract says.
    }
  }
}
