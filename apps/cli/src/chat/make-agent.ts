import { type Agent, createAgent } from "@pagefile/core";
import type { ChatModel } from "@pagefile/core/contracts";
import type { Composition } from "../compose.ts";
import type { Settings } from "../settings/settings.ts";

export function makeAgent({ memory }: Composition, model: ChatModel, { space, window }: Settings): Agent {
  return createAgent({ memory, space, model, ...(window !== undefined && { windowTokens: Math.min(window, model.contextWindow) }) });
}
