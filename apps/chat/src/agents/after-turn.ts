import { type BackgroundExtract, type BackgroundExtractOptions, extractInBackground, type Memory, type SharedTurn } from "@pagefile/core";
import type { ChatModel, Clock } from "@pagefile/core/contracts";
import type { AgentSettings } from "./agent-folder.ts";
import type { LiveAgent } from "./live-agent.ts";

export interface AfterTurnOptions {
  readonly memory: Memory;
  readonly clock?: Clock;
  readonly model: () => ChatModel;
  /** @default what the agent's folder says */
  readonly extract: AgentSettings["extract"] | undefined;
  /** What to tell of the facts of a space. */
  readonly told: (space: string) => Pick<BackgroundExtractOptions, "onFact" | "onTrouble">;
}

/** Reads facts out of what was said when a turn is over, for every agent whose folder wants it. No turn waits for it. */
export class AfterTurn {
  readonly #options: AfterTurnOptions;
  readonly #extracts = new Map<string, BackgroundExtract>();
  /** Of each space, when the newest turn is over and reading has begun. */
  readonly #followed = new Map<string, Promise<void>>();
  #ended = false;

  constructor(options: AfterTurnOptions) {
    this.#options = options;
  }

  /** Reads what was said before, and is still to be read. */
  begin(live: LiveAgent): void {
    if (this.#ended || this.#by(live) === "off") return;
    const model = this.#options.model();
    this.#extractOf(live.space).start(this.#by(live) === "model" && model.id !== "offline" ? model : undefined);
  }

  /** Called when a turn begins. */
  follow(live: LiveAgent, turn: SharedTurn): void {
    if (this.#by(live) === "off") return;
    this.#extractOf(live.space).yieldToTurn();
    const begun = turn.finished.catch(() => undefined).then(() => this.begin(live));
    this.#followed.set(live.space, begun);
  }

  /** When everything that was said before is read, or given up for now; waits for a running turn, too. */
  async settled(space: string): Promise<void> {
    await this.#followed.get(space);
    await this.#extracts.get(space)?.settled();
  }

  /** What is cut off, the next start goes on with. */
  async close(): Promise<void> {
    await Promise.all(this.#followed.values());
    this.#ended = true;
    await Promise.allSettled([...this.#extracts.values()].map((extract) => extract.end()));
  }

  #by({ folder }: LiveAgent): AgentSettings["extract"] {
    return this.#options.extract ?? folder.settings.extract;
  }

  #extractOf(space: string): BackgroundExtract {
    const { memory, clock, told } = this.#options;
    const there = this.#extracts.get(space);
    const extract = there ?? extractInBackground({ memory, space, ...(clock !== undefined && { clock }), ...told(space) });
    this.#extracts.set(space, extract);
    return extract;
  }
}
