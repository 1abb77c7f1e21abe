import { type ChatModel, lowestTrust, type MemoryRecord, type Origin, PagefileError, type RecordId } from "../contracts/index.ts";
import type { CompiledContext, ContextParts } from "./compile-context.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { toUnits } from "./message-unit.ts";
import { planContext } from "./plan-context.ts";
import type { QueueMemory, QueueSnapshot } from "./queue-memory.ts";
import { summarise } from "./summarise.ts";
import { storedSummary, summaryText } from "./summary-text.ts";
import type { TokenGauge } from "./token-gauge.ts";

export interface FitOptions {
  readonly queue: QueueMemory;
  readonly model: ChatModel;
  readonly gauge: TokenGauge;
  /** Tokens of the prompt, and of a summary. */
  readonly budget: number;
  readonly summaryTokens: number;
  /** The parts that do not come from the queue. */
  readonly parts: (snapshot: QueueSnapshot) => Omit<ContextParts, "units" | "summary">;
  readonly signal: AbortSignal;
}

/** What was paged out. */
export interface Eviction {
  readonly type: "eviction";
  readonly messages: number;
  readonly through: RecordId;
  readonly summaryTokens: number;
  readonly summarised: boolean;
}

/** A context that fits its budget. */
export interface FittedContext {
  readonly snapshot: QueueSnapshot;
  readonly parts: ContextParts;
  readonly compiled: CompiledContext;
  /** Of the whole prompt, as measured. */
  readonly tokens: number;
  readonly minimal: boolean;
}

/**
 * Loads the queue and pages the oldest half of it out, with a summary in its place, until what is left fits.
 * @throws PagefileError CONTEXT_TOO_SMALL
 */
export async function* fitContext(options: FitOptions): AsyncGenerator<Eviction, FittedContext> {
  const { queue, gauge, budget, signal } = options;
  for (;;) {
    signal.throwIfAborted();
    const snapshot = await queue.load(budget * 4);
    const parts = contextParts(snapshot, options);
    const plan = planContext(parts, { budget, measure: (estimated) => gauge.measure(estimated) });
    if (plan.type === "send") return { snapshot, parts, ...plan };
    if (plan.type === "too-small") throw tooSmall(plan.tokens, budget);
    const evicted = parts.units.slice(0, plan.units).flatMap(({ records }) => records);
    yield await evict(evicted, snapshot, options);
  }
}

export function contextParts(snapshot: QueueSnapshot, { parts }: Pick<FitOptions, "parts">): ContextParts {
  return { ...parts(snapshot), units: toUnits(snapshot.messages), summary: summaryText(snapshot) };
}

export function tooSmall(fixed: number, budget: number): PagefileError {
  return new PagefileError(
    "CONTEXT_TOO_SMALL",
    `System text, tools and blocks take about ${fixed} tokens and the prompt may have ${budget}. Use a larger window, shorter blocks or fewer tools.`,
  );
}

async function evict(records: readonly MemoryRecord[], snapshot: QueueSnapshot, options: FitOptions): Promise<Eviction> {
  const { queue, model, gauge, budget, summaryTokens, signal } = options;
  const through = records.at(-1)?.id ?? "";
  // A prompt that is measured longer than it is estimated leaves room for fewer estimated tokens.
  const promptTokens = Math.floor(((budget * budget) / Math.max(budget, gauge.measure(budget))) * 0.8);
  const previous = storedSummary(snapshot);
  const { text, summarised } = await summarise({ model, previous, messages: records, tokens: summaryTokens, promptTokens, signal });
  await queue.saveSummary({ text, through, origin: summaryOrigin(records, snapshot) });
  await queue.save({ evictedThrough: through, warned: false, finished: snapshot.finished });
  return { type: "eviction", messages: records.length, through, summaryTokens: estimateTokens(text), summarised };
}

function summaryOrigin(records: readonly MemoryRecord[], { summary }: QueueSnapshot): Origin {
  const sources = summary === undefined ? records : [summary, ...records];
  return { channel: "agent", trust: lowestTrust(sources.map(({ origin }) => origin.trust)), parents: sources.map(({ id }) => id) };
}
