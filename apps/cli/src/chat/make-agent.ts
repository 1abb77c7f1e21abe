import { type Agent, createAgent } from "@pagefile/core";
import type { ChatModel } from "@pagefile/core/contracts";
import type { Composition } from "../compose.ts";
import type { Settings } from "../settings/settings.ts";

/** Tokens. In half of it the tools and the instructions would take more than a fifth. */
const roomForTools = 16_384;

export function makeAgent({ memory }: Composition, model: ChatModel, settings: Settings): Agent {
  const { space, window } = settings;
  const windowTokens = Math.min(window ?? model.contextWindow, model.contextWindow);
  const { graph = windowTokens >= roomForTools, tables = windowTokens >= roomForTools } = settings;
  return createAgent({ memory, space, model, graph, tables, ...(window !== undefined && { windowTokens }) });
}
