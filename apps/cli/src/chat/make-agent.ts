import { type Agent, createAgent } from "@pagefile/core";
import type { ChatModel } from "@pagefile/core/contracts";
import type { Composition } from "../compose.ts";
import type { Settings } from "../settings/settings.ts";

/** From here on all tools and their instructions together take less than a tenth of the window. */
const roomForTools = 16_384;

export function makeAgent({ memory }: Composition, model: ChatModel, settings: Settings): Agent {
  const { space, window } = settings;
  const windowTokens = Math.min(window ?? model.contextWindow, model.contextWindow);
  const { graph = windowTokens >= roomForTools, tables = windowTokens >= roomForTools } = settings;
  return createAgent({ memory, space, model, graph, tables, ...(window !== undefined && { windowTokens }) });
}
