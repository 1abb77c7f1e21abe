import { createAgent, type Memory, type SharedAgent, shareAgent } from "@pagefile/core";
import type { ChatModel, Clock } from "@pagefile/core/contracts";
import { type AgentFolder, mountedSpace } from "./agent-folder.ts";

/** An agent at work in a space. */
export interface LiveAgent {
  readonly space: string;
  readonly folder: AgentFolder;
  readonly shared: SharedAgent;
  /** The spaces it looks into beside its own. */
  readonly mounts: readonly { readonly space: string; readonly access: "read" | "write"; readonly title?: string }[];
  /** Where documents go that people give it. */
  readonly documentSpace: string;
}

/** Tokens. In half of it the tools for the graph and for tables would take more than a fifth. */
const roomForTools = 16_384;

export interface LiveAgentOptions {
  readonly memory: Memory;
  readonly model: ChatModel;
  readonly clock: Clock;
  /** Tokens. @default the agent's own, else the model's */
  readonly windowTokens?: number | undefined;
}

export function makeLiveAgent(folder: AgentFolder, space: string, { memory, model, clock, windowTokens }: LiveAgentOptions): LiveAgent {
  const { settings, blocks, instructions, documentsIn } = folder;
  const window = Math.min(windowTokens ?? settings.window ?? model.contextWindow, model.contextWindow);
  const mounts = folder.mounts
    .map((mount) => ({ ...mount, space: mountedSpace(mount.space, space) }))
    .filter((mount) => mount.space !== space);
  const agent = createAgent({
    memory,
    space,
    model,
    clock,
    blocks,
    mounts,
    recall: settings.recall,
    tables: settings.tables && window >= roomForTools,
    graph: settings.graph && window >= roomForTools,
    windowTokens: window,
    ...(instructions !== undefined && { instructions }),
  });
  return {
    space,
    folder,
    shared: shareAgent(agent, { clock }),
    mounts,
    documentSpace: documentsIn === undefined ? space : mountedSpace(documentsIn, space),
  };
}
