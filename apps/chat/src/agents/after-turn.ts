import { createExtractor, type Memory, type SharedTurn } from "@pagefile/core";
import type { ChatModel } from "@pagefile/core/contracts";
import type { LiveAgent } from "./live-agent.ts";

export interface AfterTurnOptions {
  readonly model: () => ChatModel;
  readonly onError: (error: unknown) => void;
}

/** Reads facts out of what was said when a turn is over; no turn waits for it, and a model is asked only between turns. */
export class AfterTurn {
  readonly #memory: Memory;
  readonly #options: AfterTurnOptions;
  readonly #running = new Map<string, Promise<void>>();
  readonly #ended = new AbortController();

  constructor(memory: Memory, options: AfterTurnOptions) {
    this.#memory = memory;
    this.#options = options;
  }

  follow(live: LiveAgent, turn: SharedTurn): void {
    if (live.folder.settings.extract === "off") return;
    const { space } = live;
    void turn.finished
      .catch(() => undefined)
      .then(() => {
        if (this.#ended.signal.aborted) return;
        const before = this.#running.get(space) ?? Promise.resolve();
        const run = before.then(() => this.#extract(live));
        this.#running.set(space, run);
        void run.finally(() => this.#running.get(space) === run && this.#running.delete(space));
      });
  }

  /** What is cut off, the next start goes on with. */
  async close(): Promise<void> {
    this.#ended.abort();
    await Promise.allSettled(this.#running.values());
  }

  async #extract({ space, shared, folder }: LiveAgent): Promise<void> {
    if (this.#ended.signal.aborted || shared.running !== undefined) return;
    const model = this.#options.model();
    const asked = folder.settings.extract === "model" && model.id !== "offline";
    try {
      await createExtractor({ memory: this.#memory, ...(asked && { model }) }).run(space, { signal: this.#ended.signal });
    } catch (error) {
      if (!this.#ended.signal.aborted) this.#options.onError(error);
    }
  }
}
