import type { AgentEvent } from "./agent-event.ts";

/** Characters of one entry of the log; text goes on in the next one, so that what a reader takes up is never long. */
const longestEntry = 4096;

/**
 * The events of one turn for any number of readers. Adjacent deltas are kept as one text and a reader takes up what it has
 * not had of it: who keeps up sees every delta, who comes late a few long ones, and memory grows with the text alone.
 */
export class TurnLog {
  readonly #events: AgentEvent[] = [];
  #ended = false;
  #error: { readonly cause: unknown } | undefined;
  #changed = Promise.withResolvers<void>();

  add(event: AgentEvent): void {
    const last = this.#events.at(-1);
    const joined = last === undefined || textOf(last).length >= longestEntry ? undefined : join(last, event);
    if (joined === undefined) this.#events.push(event);
    else this.#events[this.#events.length - 1] = joined;
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Every reader gets what there is, then this error. */
  fail(cause: unknown): void {
    this.#error = { cause };
    this.end();
  }

  /** From the first event on, then live. An aborted signal ends the reading without an error. */
  async *read(signal?: AbortSignal): AsyncGenerator<AgentEvent> {
    let at = 0;
    let had: number | undefined;
    while (signal?.aborted !== true) {
      const event = this.#events[at];
      const fresh = event && rest(event, had);
      if (event !== undefined && fresh !== undefined) {
        had = textOf(event).length;
        yield fresh;
      } else if (at + 1 < this.#events.length) {
        at += 1;
        had = undefined;
      } else if (this.#ended) {
        if (this.#error !== undefined) throw this.#error.cause;
        return;
      } else await wakened(this.#changed.promise, signal);
    }
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}

type Delta = Extract<AgentEvent, { readonly type: "text-delta" | "reasoning-delta" }>;

function isDelta(event: AgentEvent): event is Delta {
  return event.type === "text-delta" || event.type === "reasoning-delta";
}

function textOf(event: AgentEvent): string {
  return isDelta(event) ? event.text : "";
}

function join(last: AgentEvent, event: AgentEvent): Delta | undefined {
  if (!isDelta(last) || !isDelta(event) || last.type !== event.type) return undefined;
  return { ...last, text: last.text + event.text };
}

function rest(event: AgentEvent, had: number | undefined): AgentEvent | undefined {
  if (had === undefined) return event;
  const text = textOf(event).slice(had);
  return isDelta(event) && text !== "" ? { ...event, text } : undefined;
}

function wakened(changed: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return changed;
  return new Promise((resolve) => {
    const stop = (): void => resolve();
    signal.addEventListener("abort", stop, { once: true });
    void changed.then(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    });
  });
}
