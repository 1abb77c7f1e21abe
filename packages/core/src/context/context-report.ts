import type { WindowSizes } from "../turn/agent-settings.ts";
import type { CompiledContext, ContextParts } from "./compile-context.ts";
import type { QueueSnapshot } from "./queue-memory.ts";
import type { TokenGauge } from "./token-gauge.ts";

/** How the window is filled, in tokens, and what fills it. The parts and `free` add up to `window - reserved`. */
export interface ContextReport {
  readonly window: number;
  /** Kept free for the answer. */
  readonly reserved: number;
  /** System text and tool descriptions. */
  readonly system: number;
  readonly blocks: number;
  readonly summary: number;
  readonly queue: number;
  readonly recalled: number;
  /** Negative while the next request still has to page something out. */
  readonly free: number;
  /** Messages in the queue. */
  readonly messages: number;
  /** Whether the figures are anchored on what the server counted, or estimated. */
  readonly anchored: boolean;
  readonly summaryText: string;
}

export interface ReportedContext {
  readonly snapshot: QueueSnapshot;
  readonly parts: ContextParts;
  readonly compiled: CompiledContext;
  readonly sizes: WindowSizes;
  readonly gauge: TokenGauge;
}

export function contextReport({ snapshot, parts, compiled, sizes, gauge }: ReportedContext): ContextReport {
  const estimated = compiled.sizes;
  const total = gauge.measure(estimated.total);
  const scaled = (tokens: number): number => Math.round((tokens * total) / Math.max(1, estimated.total));
  const filled = {
    system: scaled(estimated.system),
    blocks: scaled(estimated.blocks),
    summary: scaled(estimated.summary),
    recalled: scaled(estimated.recalled),
  };
  const queue = Math.max(0, total - filled.system - filled.blocks - filled.summary - filled.recalled);
  const used = queue + filled.system + filled.blocks + filled.summary + filled.recalled;
  return {
    window: sizes.window,
    reserved: sizes.reserved,
    ...filled,
    queue,
    free: sizes.budget - used,
    messages: snapshot.messages.length,
    anchored: gauge.anchored,
    summaryText: parts.summary,
  };
}
