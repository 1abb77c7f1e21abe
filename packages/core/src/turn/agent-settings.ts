import type { ChatModel, Clock, TrustLabel } from "../contracts/index.ts";
import { systemClock } from "../memory/system-world.ts";
import type { Tool } from "../tools/tool.ts";
import type { AgentOptions, BlockDefinition, TurnBounds } from "./agent.ts";

/** An agent's options with every default filled in. */
export interface AgentSettings {
  readonly blocks: readonly BlockDefinition[];
  readonly instructions: string | undefined;
  readonly tools: readonly Tool[];
  readonly recall: "auto" | "tool" | "off";
  readonly tables: boolean;
  readonly graph: boolean;
  readonly bounds: TurnBounds;
  readonly heartbeat: boolean;
  readonly sessionGapMs: number;
  readonly trustToAct: TrustLabel;
  readonly clock: Clock;
}

/** How the window is divided, in tokens. */
export interface WindowSizes {
  readonly window: number;
  readonly reserved: number;
  /** The prompt's share. */
  readonly budget: number;
  readonly recall: number;
  readonly summary: number;
}

/** The share of the prompt's budget from which the model is warned. */
export const pressureShare = 0.7;

const defaultBlocks: readonly BlockDefinition[] = [
  { label: "persona", description: "who you are", text: "I am attentive, honest and brief. I remember what people tell me." },
  { label: "human", description: "what you know about the user" },
];

const defaultBounds: TurnBounds = { steps: 12, tokens: 200_000, timeMs: 300_000, identicalCalls: 3, mistakes: 3 };

export function agentSettings(options: AgentOptions): AgentSettings {
  const {
    blocks = defaultBlocks,
    instructions,
    tools = [],
    recall = "auto",
    tables = false,
    graph = false,
    bounds,
    heartbeat = false,
    sessionGapMs = 4 * 60 * 60 * 1000,
    trustToAct = "user",
    clock = systemClock,
  } = options;
  const bounded = { ...defaultBounds, ...bounds };
  return { blocks, instructions, tools, recall, tables, graph, bounds: bounded, heartbeat, sessionGapMs, trustToAct, clock };
}

export function windowSizes(options: AgentOptions, model: ChatModel): WindowSizes {
  const window = Math.min(options.windowTokens ?? model.contextWindow, model.contextWindow);
  const reserved = options.reservedTokens ?? Math.min(1024, Math.floor(window / 4));
  return {
    window,
    reserved,
    budget: window - reserved,
    recall: options.recallBudgetTokens ?? Math.min(1500, Math.floor(window / 8)),
    summary: Math.max(60, Math.min(800, Math.floor(window / 10))),
  };
}
