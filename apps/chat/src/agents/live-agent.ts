import { createAgent, type Memory, type SharedAgent, shareAgent, type Tool } from "@pagefile/core";
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
  readonly clock?: Clock;
  /** Tokens. @default the agent's own, else the model's */
  readonly windowTokens?: number | undefined;
  /** Of the agent's folder. */
  readonly tools: readonly Tool[];
  /** Whether the model is offered these tools. @default what the agent's folder says, in a window with room for them */
  readonly offer?: { readonly graph?: boolean; readonly tables?: boolean } | undefined;
}

export function makeLiveAgent(folder: AgentFolder, space: string, options: LiveAgentOptions): LiveAgent {
  const { memory, model, tools, windowTokens, offer = {} } = options;
  const world = options.clock === undefined ? {} : { clock: options.clock };
  const { settings, blocks, instructions, documentsIn } = folder;
  const window = Math.min(windowTokens ?? settings.window ?? model.contextWindow, model.contextWindow);
  const mounts = folder.mounts
    .map((mount) => ({ ...mount, space: mountedSpace(mount.space, space) }))
    .filter((mount) => mount.space !== space);
  const agent = createAgent({
    memory,
    space,
    model,
    ...world,
    blocks,
    mounts,
    tools,
    recall: settings.recall,
    tables: offer.tables ?? (settings.tables && window >= roomForTools),
    graph: offer.graph ?? (settings.graph && window >= roomForTools),
    windowTokens: window,
    ...(instructions !== undefined && { instructions }),
  });
  return {
    space,
    folder,
    shared: shareAgent(agent, world),
    mounts,
    documentSpace: documentsIn === undefined ? space : mountedSpace(documentsIn, space),
  };
}
