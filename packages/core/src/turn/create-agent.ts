import { messageBody } from "../context/message-body.ts";
import type { ContextReport } from "../context/context-report.ts";
import type { ContextView } from "../context/context-view.ts";
import { type ChatModel, isPagefileError, type MemoryRecord, type Origin, PagefileError } from "../contracts/index.ts";
import { toInstant } from "../memory/instant.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import { AgentCore } from "./agent-core.ts";
import type { AgentEvent, StopReason } from "./agent-event.ts";
import type { Confirmation, ConfirmationDecision } from "./confirmation.ts";
import type { Agent, AgentOptions, ObservedMessage, SendOptions } from "./agent.ts";
import { decideConfirmation, openConfirmations } from "./decide.ts";
import { closeOpenCalls } from "./open-calls.ts";
import { lastWords, unansweredMessage } from "./pending-message.ts";
import { sessionOf } from "./session-of.ts";
import { traced } from "./traced.ts";
import { type Stop, Turn } from "./turn.ts";
import { TurnSignal } from "./turn-signal.ts";

/**
 * Makes an agent. Does no I/O: the memory is read on first use.
 * @throws PagefileError SPACE_INVALID; TypeError for two tools of one name and for mounts that make no sense
 */
export function createAgent(options: AgentOptions): Agent {
  return new MemoryAgent(options);
}

/** A turn that one of these stopped is over, though its last message is no answer. */
const bounds: ReadonlySet<StopReason> = new Set<StopReason>(["steps", "tokens", "time", "identical-calls", "mistakes"]);

/** Messages sent under a key of the sender's own. */
const sentCollection = "sent";

class MemoryAgent implements Agent {
  readonly space: SpaceMemory;
  readonly #core: AgentCore;
  #busy = false;

  constructor(options: AgentOptions) {
    this.#core = new AgentCore(options);
    this.space = this.#core.space;
  }

  send(text: string, options: SendOptions = {}): AsyncIterable<AgentEvent> {
    return this.#alone(() => this.#send(text, options));
  }

  resume(options: { readonly signal?: AbortSignal } = {}): AsyncIterable<AgentEvent> {
    return this.#alone(() => this.#resume(options));
  }

  observe(
    messages: ObservedMessage | readonly ObservedMessage[],
    options: { readonly signal?: AbortSignal } = {},
  ): AsyncIterable<AgentEvent> {
    return this.#alone(() => this.#observe(isList(messages) ? messages : [messages], options));
  }

  async confirmations(): Promise<readonly Confirmation[]> {
    return openConfirmations(this.#core);
  }

  async decide(confirmation: string, decision: ConfirmationDecision): Promise<void> {
    await decideConfirmation(this.#core, confirmation, decision);
  }

  async context(): Promise<ContextReport> {
    return (await this.#core.inspect()).report;
  }

  async inspect(): Promise<ContextView> {
    return this.#core.inspect();
  }

  async blocks(): Promise<readonly MemoryRecord[]> {
    return (await this.#core.load()).blocks;
  }

  useModel(model: ChatModel): void {
    this.#core.useModel(model);
  }

  async *#send(text: string, options: SendOptions): AsyncGenerator<AgentEvent> {
    const { signal, idempotencyKey } = options;
    const known = idempotencyKey === undefined ? undefined : await this.#sentBefore(idempotencyKey, text);
    if (known === undefined) {
      await closeOpenCalls(this.#core);
      yield* this.#turn(await this.#take({ ...options, text }), { resumed: false, signal });
      return;
    }
    const answer = await this.#answerTo(known);
    if (answer === undefined) {
      yield* this.#turn(known, { resumed: true, signal });
      return;
    }
    yield { type: "turn-start", turn: known.id, message: known.id, resumed: true };
    yield { type: "turn-finish", reason: "answered", text: answer, recalled: [], partial: false };
  }

  async *#resume({ signal }: { readonly signal?: AbortSignal }): AsyncGenerator<AgentEvent> {
    const message = unansweredMessage(await this.#core.load(), this.#core.settings);
    if (message !== undefined) yield* this.#turn(message, { resumed: true, signal });
  }

  async *#observe(messages: readonly ObservedMessage[], options: { readonly signal?: AbortSignal }): AsyncGenerator<AgentEvent> {
    const signal = options.signal ?? new AbortController().signal;
    if (messages.length > 0) await closeOpenCalls(this.#core);
    for (const message of messages) {
      signal.throwIfAborted();
      await this.#take(message);
      yield* this.#core.fit({ note: "", corrections: [] }, signal);
    }
  }

  /** Writes a message that comes from outside. */
  async #take({ text, role = "user", speaker, session, occurredAt, idempotencyKey }: ObservedMessage): Promise<MemoryRecord> {
    const { settings } = this.#core;
    const { messages } = await this.#core.load();
    const happened = occurredAt === undefined ? undefined : toInstant("`occurredAt`", occurredAt);
    const at = happened === undefined ? settings.clock.now() : Date.parse(happened);
    const origin: Origin = {
      channel: role === "user" ? "user" : "agent",
      trust: "user",
      ...(speaker !== undefined && { principal: speaker }),
    };
    const { record: message } = await this.#core.append(
      { role, text, ...(speaker !== undefined && { speaker }) },
      {
        origin,
        session: session ?? sessionOf(messages.at(-1), at, settings.sessionGapMs),
        index: true,
        ...(happened !== undefined && { occurredAt: happened }),
        ...(idempotencyKey !== undefined && { collection: sentCollection, key: idempotencyKey, onConflict: "skip" }),
      },
    );
    if (message === undefined) throw new PagefileError("RECORD_NOT_FOUND", "The message was removed while it was taken in.");
    return message;
  }

  /** @throws IDEMPOTENCY_MISMATCH */
  async #sentBefore(key: string, text: string): Promise<MemoryRecord | undefined> {
    const message = await this.space.get({ kind: "message", collection: sentCollection, key });
    if (message === undefined || messageBody(message).text === text) return message;
    throw new PagefileError("IDEMPOTENCY_MISMATCH", "This idempotency key was used for another message.");
  }

  /** The final answer a message got, where it is still in the queue or just behind it. */
  async #answerTo({ id }: MemoryRecord): Promise<string | undefined> {
    const { items } = await this.space.list({ kind: "message", afterId: id, limit: 100 });
    for (const [at, record] of items.entries()) {
      if (messageBody(record).role === "user") return "";
      const words = lastWords(items.slice(0, at + 1), this.#core.settings);
      if (words !== undefined) return words;
    }
    return undefined;
  }

  async *#turn(
    message: MemoryRecord,
    { resumed, signal }: { readonly resumed: boolean; readonly signal: AbortSignal | undefined },
  ): AsyncGenerator<AgentEvent> {
    const { settings } = this.#core;
    using turnSignal = new TurnSignal(settings.clock, settings.bounds.timeMs, signal);
    const turn = new Turn(this.#core, message, turnSignal.signal);
    yield { type: "turn-start", turn: message.id, message: message.id, resumed };
    let stop: Stop;
    try {
      stop = yield* traced("invoke_agent", { "gen_ai.agent.id": this.space.name }, () => turn.run());
    } catch (error) {
      stop = stopFor(error, turnSignal);
    } finally {
      this.#core.turnOver();
    }
    const { reason, text = "" } = stop;
    if (bounds.has(reason)) await this.#core.finish();
    const explanation = stop.explanation ?? turn.explain(reason);
    yield {
      type: "turn-finish",
      reason,
      text,
      ...(explanation !== "" && { explanation }),
      recalled: turn.recalled,
      partial: turn.partial,
    };
  }

  async *#alone(run: () => AsyncGenerator<AgentEvent>): AsyncGenerator<AgentEvent> {
    if (this.#busy) throw new PagefileError("TURN_IN_PROGRESS", "The agent is in a turn; wait for its end or cancel it.");
    this.#busy = true;
    try {
      yield* run();
    } finally {
      this.#busy = false;
    }
  }
}

/** @throws what no turn can answer for: the journal's errors and the programmer's */
function stopFor(error: unknown, { signal, timedOut }: TurnSignal): Stop {
  if (signal.aborted) return { reason: timedOut ? "time" : "cancelled" };
  if (!isPagefileError(error) || error.code.startsWith("JOURNAL_") || error.code === "CLOSED") throw error;
  return { reason: "failed", explanation: error.message };
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
