import { type Clock, type IdSource, PagefileError } from "../contracts/index.ts";
import { messageBody } from "../context/message-body.ts";
import { randomIds, systemClock } from "../memory/system-world.ts";
import type { Agent, SendOptions } from "./agent.ts";
import type { AgentEvent } from "./agent-event.ts";
import { RunningTurn, type SharedTurn, type TurnRun } from "./shared-turn.ts";
import { TurnFeed } from "./turn-feed.ts";

/** What the faces of a program (a terminal, the tabs of a browser) share: one agent, one turn at a time, read by all of them. */
export interface SharedAgent {
  /** For everything that is no turn. `observe` works between turns; memory can be edited at any time. */
  readonly agent: Agent;
  /** Begins a turn, which runs whether it is read or not. @throws PagefileError TURN_IN_PROGRESS while another one runs */
  start(text: string, options?: StartOptions): SharedTurn;
  /**
   * Goes on with a turn that a crash or a cancel cut off; undefined where there is none.
   * @throws PagefileError TURN_IN_PROGRESS while another one runs, JOURNAL_*
   */
  resume(options?: Pick<StartOptions, "by" | "signal">): Promise<SharedTurn | undefined>;
  readonly running: SharedTurn | undefined;
  /** The turn that ended last, until the next begins: who comes just after the end can still read it. */
  readonly last: SharedTurn | undefined;
  /** Each turn that begins after this call, whoever began it, until the signal aborts. */
  turns(options?: { readonly signal?: AbortSignal }): AsyncIterable<SharedTurn>;
}

export interface StartOptions extends SendOptions {
  /** A name for the face that starts the turn, for the others to show. */
  readonly by?: string;
}

export interface ShareOptions {
  /** @default the system's clock */
  readonly clock?: Clock;
  /** For the ids of turns. @default random UUIDv7 */
  readonly ids?: IdSource;
}

/** Lets several faces of one program read and start the turns of an agent, which by itself has one reader. */
export function shareAgent(agent: Agent, { clock = systemClock, ids = randomIds(clock) }: ShareOptions = {}): SharedAgent {
  return new OneAgent(agent, { clock, ids });
}

class OneAgent implements SharedAgent {
  readonly agent: Agent;
  readonly #clock: Clock;
  readonly #ids: IdSource;
  readonly #feed = new TurnFeed();
  #running: RunningTurn | undefined;
  #last: SharedTurn | undefined;
  /** A turn to go on with is being looked for. */
  #looking = false;

  constructor(agent: Agent, { clock, ids }: Required<ShareOptions>) {
    this.agent = agent;
    this.#clock = clock;
    this.#ids = ids;
  }

  get running(): SharedTurn | undefined {
    return this.#running;
  }

  get last(): SharedTurn | undefined {
    return this.#last;
  }

  start(text: string, { by, signal, ...options }: StartOptions = {}): SharedTurn {
    this.#refuseSecond();
    const controller = new AbortController();
    const events = this.agent.send(text, { ...options, signal: either(controller, signal) });
    return this.#begin({ text, by, controller, events });
  }

  async resume({ by, signal }: Pick<StartOptions, "by" | "signal"> = {}): Promise<SharedTurn | undefined> {
    this.#refuseSecond();
    this.#looking = true;
    const controller = new AbortController();
    const events = this.agent.resume({ signal: either(controller, signal) })[Symbol.asyncIterator]();
    try {
      const first = await events.next();
      if (first.done === true) return undefined;
      const text = await this.#textOf(first.value);
      return this.#begin({ text, by, controller, events: from(first.value, events) });
    } catch (error) {
      await events.return?.();
      throw error;
    } finally {
      this.#looking = false;
    }
  }

  turns({ signal }: { readonly signal?: AbortSignal } = {}): AsyncIterable<SharedTurn> {
    return this.#feed.read(signal);
  }

  #refuseSecond(): void {
    if (this.#running === undefined && !this.#looking) return;
    throw new PagefileError("TURN_IN_PROGRESS", "The agent is in a turn; wait for its end or cancel it.");
  }

  #begin(run: Pick<TurnRun, "text" | "by" | "controller" | "events">): SharedTurn {
    const turn = new RunningTurn({ ...run, id: this.#ids.next(), startedAt: this.#clock.now(), ended: () => this.#end() });
    this.#running = turn;
    this.#last = undefined;
    this.#feed.add(turn);
    return turn;
  }

  #end(): void {
    this.#last = this.#running;
    this.#running = undefined;
  }

  async #textOf(event: AgentEvent): Promise<string> {
    const message = event.type === "turn-start" && event.message !== undefined ? await this.agent.space.get(event.message) : undefined;
    return message === undefined ? "" : messageBody(message).text;
  }
}

function either({ signal }: AbortController, other: AbortSignal | undefined): AbortSignal {
  return other === undefined ? signal : AbortSignal.any([signal, other]);
}

async function* from(first: AgentEvent, rest: AsyncIterator<AgentEvent>): AsyncGenerator<AgentEvent> {
  yield first;
  for (;;) {
    const next = await rest.next();
    if (next.done === true) return;
    yield next.value;
  }
}
