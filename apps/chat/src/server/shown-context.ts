import type { ContextView as AgentContext } from "@pagefile/core";
import { type ContextPartName, contextParts, type ContextView } from "../protocol/context.ts";
import type { MemoryRecord } from "@pagefile/core/contracts";
import { showBlock } from "./shown-block.ts";

export function showContext({ report, parts, thresholds, roomForTurns }: AgentContext, blocks: readonly MemoryRecord[]): ContextView {
  const size = (name: ContextPartName): number => parts.reduce((sum, { part, tokens }) => (part === name ? sum + tokens : sum), 0);
  const sizes = Object.fromEntries(contextParts.map((name) => [name, size(name)])) as Record<ContextPartName, number>;
  return {
    window: report.window,
    reserved: report.reserved,
    free: report.free,
    sizes,
    ...thresholds,
    anchored: report.anchored,
    ...(roomForTurns !== undefined && { roomForTurns }),
    parts,
    blocks: blocks.map(showBlock),
  };
}
