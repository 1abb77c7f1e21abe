import type { AgentEvent } from "./agent-event.ts";
import { TurnLog } from "./turn-log.ts";

export type TurnFinish = Extract<AgentEvent, { readonly type: "turn-finish" }>;

/** One turn that runs by itself, whoever reads it, and can be read by any number. */
export interface SharedTurn {
  /** Names this run of the turn, from before its message is in memory; a turn gone on with is another run. */
  readonly id: string;
  /** The user's message. */
  readonly text: string;
  /** The face of the program that started it. */
  readonly by?: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /**
   * From the first event on, whenever the reading begins, and then live to the `turn-finish`, with which it ends; every reader
   * gets all of it in the same order. A late reader gets adjacent deltas joined. A reader that leaves, or whose signal aborts
   * (which ends its reading without an error), changes nothing for the turn. @throws what the turn threw, after its events
   */
  events(options?: { readonly signal?: AbortSignal }): AsyncIterable<AgentEvent>;
  /** Ends the turn as `cancelled`; it can be gone on with. Does nothing the second time or when the turn is over. */
  cancel(): void;
  /**
   * Settles when the next turn can begin. @throws what no turn can answer for, as `Agent.send` does: JOURNAL_*, CLOSED,
   * RECORD_INVALID, and TURN_IN_PROGRESS when the agent is used beside its sharing
   */
  readonly finished: Promise<TurnFinish>;
}

export interface TurnRun {
  readonly id: string;
  readonly text: string;
  readonly by: string | undefined;
  readonly startedAt: number;
  /** Stops what `events` come from. */
  readonly controller: AbortController;
  readonly events: AsyncIterable<AgentEvent>;
  /** Called once, when the agent is free again and before any reader hears of the end. */
  readonly ended: () => void;
}

/** Reads an agent's turn to its end at once and keeps what it reads for the readers. */
export class RunningTurn implements SharedTurn {
  readonly id: string;
  readonly text: string;
  readonly by?: string;
  readonly startedAt: number;
  readonly finished: Promise<TurnFinish>;
  readonly #log = new TurnLog();
  readonly #controller: AbortController;

  constructor(run: TurnRun) {
    this.id = run.id;
    this.text = run.text;
    if (run.by !== undefined) this.by = run.by;
    this.startedAt = run.startedAt;
    this.#controller = run.controller;
    this.finished = this.#run(run);
    // Whoever reads the events hears of it too; nobody has to wait for `finished`.
    this.finished.catch(() => undefined);
  }

  events({ signal }: { readonly signal?: AbortSignal } = {}): AsyncIterable<AgentEvent> {
    return this.#log.read(signal);
  }

  cancel(): void {
    this.#controller.abort(new DOMException("The turn was cancelled.", "AbortError"));
  }

  async #run({ events, ended }: TurnRun): Promise<TurnFinish> {
    let finish: TurnFinish;
    try {
      finish = await this.#read(events);
    } catch (error) {
      ended();
      this.#log.fail(error);
      throw error;
    }
    ended();
    this.#log.add(finish);
    this.#log.end();
    return finish;
  }

  /** The last event is held back until the agent is free, so that a reader of it can start the next turn. */
  async #read(events: AsyncIterable<AgentEvent>): Promise<TurnFinish> {
    let finish: TurnFinish | undefined;
    for await (const event of events) {
      if (event.type === "turn-finish") finish = event;
      else this.#log.add(event);
    }
    if (finish === undefined) throw new TypeError("A turn ended without a turn-finish.");
    return finish;
  }
}
