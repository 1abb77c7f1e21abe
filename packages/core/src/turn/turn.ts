import { estimateTokens } from "../context/estimate-tokens.ts";
import { type FittedContext, tooSmall } from "../context/fit-context.ts";
import { keptRecallBody } from "../context/kept-recall-body.ts";
import { messageBody } from "../context/message-body.ts";
import { userText } from "../context/message-unit.ts";
import { noteText, timeText } from "../context/turn-note.ts";
import { isPagefileError, type KeptCall, type KeptResult, lowestTrust, type MemoryRecord, type Origin } from "../contracts/index.ts";
import type { RecordId, TrustLabel } from "../contracts/index.ts";
import { recallsMemory, type ToolContext } from "../tools/tool.ts";
import { type AgentCore, sessionOfRecord, type TurnParts } from "./agent-core.ts";
import type { AgentEvent, StopReason } from "./agent-event.ts";
import { pressureShare } from "./agent-settings.ts";
import { askModel } from "./ask-model.ts";
import { gateCalls } from "./gate.ts";
import { goesOn } from "./heartbeat.ts";
import { type GoodAnswer, judgeAnswer } from "./judge-answer.ts";
import { correctionText, Mistake } from "./mistake.ts";
import type { ModelAnswer } from "./model-answer.ts";
import { pendingMessage } from "./pending-message.ts";
import { runCalls } from "./run-calls.ts";
import { TurnMeter } from "./turn-meter.ts";
import { recallForTurn, type TurnRecall } from "./turn-recall.ts";
import { TurnView } from "./turn-view.ts";

/** How a turn stopped. */
export interface Stop {
  readonly reason: StopReason;
  readonly text?: string;
  readonly explanation?: string;
}

/** How often a prompt is made smaller when the server says that it is too long. */
const mostOverflows = 8;
/** Characters of a step's results that are indexed; the results themselves are kept beside them. */
const longestIndexed = 300_000;

/**
 * One turn. What it has done is in the journal and nowhere else, so a turn begun by another process goes on from its last
 * complete step; what is kept here is only for the model's next request.
 */
export class Turn {
  readonly #core: AgentCore;
  readonly #message: MemoryRecord;
  readonly #signal: AbortSignal;
  readonly #meter: TurnMeter;
  /** The one time that all steps see, so that the prompt's beginning stays the same. */
  readonly #begun: number;
  readonly #ids: RecordId[];
  readonly #view: TurnView;
  #corrections: readonly string[] = [];
  #recalled: TurnRecall = { recall: undefined, partial: undefined };
  /** The recall is kept once, with the first message. */
  #kept = false;
  #pressure = false;
  #overflows = 0;

  constructor(core: AgentCore, message: MemoryRecord, signal: AbortSignal) {
    this.#core = core;
    this.#message = message;
    this.#signal = signal;
    this.#meter = new TurnMeter(core.settings.bounds);
    this.#begun = core.settings.clock.now();
    this.#ids = [message.id];
    this.#view = new TurnView(message);
  }

  get recalled(): readonly RecordId[] {
    return this.#recalled.recall?.hits.map(({ id }) => id) ?? [];
  }

  get partial(): boolean {
    return this.#recalled.partial !== undefined;
  }

  explain(reason: StopReason): string {
    return this.#meter.explain(reason);
  }

  /** Steps until something stops the turn. */
  async *run(): AsyncGenerator<AgentEvent, Stop> {
    yield* this.#recall();
    if (this.#recalled.recall !== undefined) yield { type: "recall", recall: this.#recalled.recall };
    const pending = pendingMessage(await this.#core.load());
    if (pending !== undefined) {
      const { record, calls } = pending;
      const { text } = messageBody(record);
      const stop = yield* this.#runCalls({ message: record.id, trust: record.origin.trust, text, calls, resumed: true });
      if (stop !== undefined) return stop;
    }
    for (;;) {
      this.#signal.throwIfAborted();
      const reached = this.#meter.reached();
      if (reached !== undefined) return { reason: reached };
      const stop = yield* this.#step();
      if (stop !== undefined) return stop;
    }
  }

  /**
   * Recalls, and again as long as that pages something out: recall leaves out what is in the queue, so what left it since
   * would be shown by neither.
   */
  async *#recall(): AsyncGenerator<AgentEvent, void> {
    for (;;) {
      const { evictedThrough } = await this.#core.load();
      this.#recalled = await recallForTurn(this.#core, this.#message, this.#signal);
      this.#view.recall(this.#recalled.recall?.hits ?? []);
      const { snapshot } = yield* this.#core.fit(this.#turnParts(), this.#signal);
      if (snapshot.evictedThrough === evictedThrough) return;
    }
  }

  /** One model call and the calls it made. Returns undefined when the turn goes on. */
  async *#step(): AsyncGenerator<AgentEvent, Stop | undefined> {
    const fitted = yield* this.#fit();
    const step = this.#meter.steps + 1;
    yield { type: "step-start", step, context: this.#core.reportOf(fitted) };
    const { tools: capable } = this.#core.model.capabilities;
    let answer: ModelAnswer | undefined;
    let stop: Stop | undefined;
    try {
      answer = yield* this.#ask(fitted);
      const verdict = judgeAnswer(answer, this.#core.tools);
      if (verdict instanceof Mistake) yield* this.#correct(verdict);
      else stop = yield* this.#keep(verdict, fitted);
    } catch (error) {
      yield { type: "step-finish", step, reason: answer?.reason ?? "other", usage: answer?.usage };
      if (this.#signal.aborted || !isPagefileError(error)) throw error;
      if (error.code === "MODEL_CONTEXT_OVERFLOW") return this.#shrink(fitted);
      // The server said only now that the model can call no tools: the step is tried without any.
      if (error.code === "MODEL_REJECTED" && capable && !this.#core.model.capabilities.tools) return undefined;
      if (error.code !== "MODEL_RESPONSE_INVALID") throw error;
      this.#meter.step(undefined, { input: fitted.tokens, output: 0 });
      yield* this.#correct(new Mistake("EMPTY", `${error.message} Answer the user in plain text, or call a tool.`));
      return undefined;
    }
    yield { type: "step-finish", step, reason: answer.reason, usage: answer.usage };
    return stop;
  }

  /** Makes room before the request; warns once when there is little left. */
  async *#fit(): AsyncGenerator<AgentEvent, FittedContext> {
    const { budget } = this.#core.sizes;
    const fitted = yield* this.#core.fit(this.#turnParts(), this.#signal);
    if (fitted.snapshot.warned || this.#pressure || fitted.tokens < budget * pressureShare) return fitted;
    this.#pressure = true;
    const { evictedThrough, finished } = fitted.snapshot;
    await this.#core.queue.save({ evictedThrough, finished, warned: true });
    yield { type: "memory-pressure", usedTokens: fitted.tokens, budgetTokens: budget };
    return yield* this.#core.fit(this.#turnParts(), this.#signal);
  }

  #turnParts(): TurnParts {
    const { recall, partial } = this.#recalled;
    const pressure = this.#pressure && this.#core.tools.specifications.length > 0;
    const note = noteText({ recall, partial, pressure });
    return {
      turn: { id: this.#message.id, text: `${userText(messageBody(this.#message))}\n\n${timeText(this.#begun)}` },
      note,
      corrections: this.#corrections,
    };
  }

  async *#ask({ compiled, tokens }: FittedContext): AsyncGenerator<AgentEvent, ModelAnswer> {
    const { model, gauge, sizes, settings, tools } = this.#core;
    const { specifications } = tools;
    const request = {
      messages: compiled.messages,
      ...(specifications.length > 0 && { tools: specifications }),
      maxOutputTokens: sizes.reserved,
    };
    const answer = yield* askModel(model, request, { clock: settings.clock, signal: this.#signal });
    gauge.learn(compiled.sizes.total, answer.usage?.inputTokens);
    const written = answer.text + answer.calls.map((call) => call.arguments).join("");
    // No server writes more than it was asked for, whatever it sends.
    this.#meter.step(answer.usage, { input: tokens, output: Math.min(sizes.reserved, estimateTokens(written)) });
    this.#overflows = 0;
    return answer;
  }

  /** The server counts more tokens than we did: the next prompt of this step is smaller. */
  #shrink({ minimal, tokens }: FittedContext): undefined {
    this.#overflows += 1;
    if (minimal || this.#overflows > mostOverflows) throw tooSmall(tokens, this.#core.sizes.budget);
    this.#core.gauge.overflowed();
  }

  /** Nothing of a bad answer is kept; the model hears of it in its next request, and only there. */
  async *#correct(mistake: Mistake): AsyncGenerator<AgentEvent, void> {
    this.#meter.mistake();
    this.#corrections = [correctionText(mistake)];
    yield { type: "mistake", code: mistake.code, cause: mistake.sentence, attempt: this.#meter.mistakes };
  }

  async *#keep({ text, calls }: GoodAnswer, fitted: FittedContext): AsyncGenerator<AgentEvent, Stop | undefined> {
    const { snapshot } = fitted;
    this.#corrections = [];
    const times = calls.map((call) => this.#meter.call(call));
    if (this.#meter.isRepeatedTooOften(Math.max(0, ...times))) return { reason: "identical-calls" };
    const { recall } = this.#kept ? {} : this.#recalled;
    const body = {
      role: "assistant",
      text,
      ...(calls.length > 0 && { calls }),
      ...(recall !== undefined && { recall: keptRecallBody(recall, this.#core.reportOf(fitted)) }),
    } as const;
    const origin = this.#view.origin(snapshot);
    const { id } = await this.#core.follow(snapshot.messages.at(-1)?.id, body, {
      origin,
      session: sessionOfRecord(this.#message),
      index: true,
    });
    this.#kept = true;
    this.#ids.push(id);
    if (calls.length === 0) return { reason: "answered", text };
    const again = new Set(calls.filter((_, at) => (times[at] ?? 0) > 1).map((call) => call.id));
    return yield* this.#runCalls({ message: id, trust: origin.trust, text, calls, again });
  }

  /**
   * Runs the calls of a message and appends the results of all of them at once; none where one waits for a word. Returns undefined
   * when the turn goes on.
   */
  async *#runCalls({
    message,
    trust: inView,
    text: said,
    calls,
    resumed = false,
    again = new Set(),
  }: MadeCalls): AsyncGenerator<AgentEvent, Stop | undefined> {
    const { space, mounts, tools, settings } = this.#core;
    const snapshot = await this.#core.load();
    const { trustToAct } = settings;
    const gate = { space, mounts, tools, message, trust: inView, resumed, trustToAct, view: this.#view.records(snapshot) };
    const { waiting, ...decided } = await gateCalls(calls, gate);
    for (const confirmation of waiting) yield { type: "confirmation", confirmation };
    if (waiting.length > 0) return { reason: "confirmation" };
    const origin = this.#view.origin(snapshot);
    const cite: ToolContext["cite"] = (records, from) => this.#view.cite(records, from);
    const running = { space, mounts, tools, message, origin, turn: this.#ids, again, ...decided, signal: this.#signal, cite };
    const results = yield* runCalls(calls, running);
    await this.#keepResults(message, results);
    return settings.heartbeat && !goesOn(calls, results) ? { reason: "answered", text: said } : undefined;
  }

  /** All at once: a step is in memory whole or not at all. */
  async #keepResults(message: RecordId, results: readonly KeptResult[]): Promise<void> {
    const { trust, parents = [] } = this.#view.origin(await this.#core.load());
    const { tools } = this.#core;
    // A call that was not allowed brought nothing.
    const brought = results.filter(({ name, denied }) => denied !== true && !recallsMemory(tools.get(name) ?? { effect: "external" }));
    const outside = brought.length > 0;
    const kept: Origin = { channel: "tool", trust: outside ? lowestTrust([trust, "tool"]) : trust, parents: [message, ...parents] };
    // Text from memory is found where it came from; found a second time, in the result, it would only crowd the first out.
    const told = brought.map((result) => result.text).join("\n");
    const text = told.slice(0, longestIndexed).toWellFormed();
    const { id } = await this.#core.follow(
      message,
      { role: "tool", text, results },
      { origin: kept, session: sessionOfRecord(this.#message), index: outside },
    );
    this.#ids.push(id);
  }
}

/** The calls of one message, of this process or of one that died. */
interface MadeCalls {
  readonly message: RecordId;
  /** The least trust of what was in view when they were made. */
  readonly trust: TrustLabel;
  /** What the model said beside them. */
  readonly text: string;
  readonly calls: readonly KeptCall[];
  /** They were made by a run before this one. */
  readonly resumed?: boolean;
  /** Ids of those that this turn made before with the same arguments. */
  readonly again?: ReadonlySet<string>;
}
