import { type CompiledContext, compileContext, type ContextParts, fixedTokens, type TextCaps } from "./compile-context.ts";
import type { MessageUnit } from "./message-unit.ts";

export interface ContextBudget {
  /** Tokens of the prompt: window less what is kept for the answer. */
  readonly budget: number;
  /** What the server would count for so many estimated tokens. */
  readonly measure: (estimated: number) => number;
}

/**
 * What to do before the request: send it, page out so many of the oldest units first, or give up. `minimal` when nothing
 * more can be left out.
 */
export type ContextPlan =
  | { readonly type: "send"; readonly compiled: CompiledContext; readonly tokens: number; readonly minimal: boolean }
  | { readonly type: "evict"; readonly units: number }
  | { readonly type: "too-small"; readonly tokens: number };

/** Estimates can be this much too high, so a prompt that cannot be made smaller is still tried. */
const estimateError = 1.5;

export function planContext(parts: ContextParts, { budget, measure }: ContextBudget): ContextPlan {
  const fixed = measure(fixedTokens(parts));
  const room = Math.max(0, budget - fixed);
  const attempt = (divisor: number): { compiled: CompiledContext; tokens: number } => {
    const compiled = compileContext(parts, capsFor(room, divisor));
    return { compiled, tokens: measure(compiled.sizes.total) };
  };
  const full = attempt(2);
  if (full.tokens <= budget) return { type: "send", ...full, minimal: false };
  if (parts.units.length > 1) return { type: "evict", units: oldestHalf(parts.units) };
  for (const divisor of [4, 8, 16, 64]) {
    const smaller = attempt(divisor);
    if (smaller.tokens <= budget) return { type: "send", ...smaller, minimal: false };
  }
  // The turn's own message is shown even when it was paged out, so the last unit can go as well.
  const [last] = parts.units;
  if (last !== undefined && parts.turn !== undefined && !last.records.some(({ id }) => id === parts.turn?.id))
    return { type: "evict", units: 1 };
  const least = attempt(Number.POSITIVE_INFINITY);
  if (least.tokens > budget * estimateError) return { type: "too-small", tokens: fixed };
  return { type: "send", ...least, minimal: true };
}

function capsFor(room: number, divisor: number): TextCaps {
  return {
    message: Math.max(12, Math.floor(room / divisor)),
    summary: Math.floor(room / (2 * divisor)),
    note: Math.floor((room * 2) / (3 * divisor)),
  };
}

/** What the next eviction pages out and the next request does not show. */
export function leavingNext({ units, turn }: Pick<ContextParts, "units" | "turn">): readonly MessageUnit[] {
  return units.slice(0, oldestHalf(units)).filter(({ records }) => !records.some(({ id }) => id === turn?.id));
}

/** What would be sent, or with all that has to be paged out first. */
export function compileNow(parts: ContextParts, budget: ContextBudget): CompiledContext {
  const plan = planContext(parts, budget);
  if (plan.type === "send") return plan.compiled;
  return compileContext(parts, { message: budget.budget, summary: budget.budget, note: budget.budget });
}

/** The oldest units that hold half of the queue's tokens: at least one, never the newest. */
function oldestHalf(units: readonly MessageUnit[]): number {
  const half = units.reduce((sum, { tokens }) => sum + tokens, 0) / 2;
  let tokens = 0;
  let count = 0;
  for (const unit of units.slice(0, -1)) {
    count += 1;
    tokens += unit.tokens;
    if (tokens >= half) break;
  }
  return count;
}
