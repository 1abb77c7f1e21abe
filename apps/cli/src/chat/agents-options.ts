import { AgentFolderError, findAgents, openAgents, type SharedAgents, type SharedAgentsOptions } from "@pagefile/chat";
import type { Memory } from "@pagefile/core";
import type { ChatModel } from "@pagefile/core/contracts";
import type { Settings } from "../settings/settings.ts";
import { factLine } from "../terminal/fact-line.ts";
import { UsageError } from "../usage-error.ts";

/** Shows a line, whenever it comes. */
export type Note = (text: string, warning: boolean) => void;

export interface Talk {
  readonly memory: Memory;
  readonly model: ChatModel;
  readonly settings: Settings;
  readonly note: Note;
}

/** The agents as the settings say; what they read out of what was said is noted. @throws UsageError for a folder that is no agent */
export async function agentsOptions({ memory, model, settings, note }: Talk): Promise<SharedAgentsOptions> {
  const { space, data, window, graph, tables, extract } = settings;
  return {
    memory,
    model,
    agents: await findAgents(settings.agentFolders).catch(refuseFolder),
    home: space,
    data,
    offer: { ...(graph !== undefined && { graph }), ...(tables !== undefined && { tables }) },
    facts: (at) => ({
      onFact: async (...fact) => note(`noted: ${await factLine(memory.space(at).graph, ...fact)}`, false),
      onTrouble: (reason) => note(`facts were not read out of what was said: ${reason}`, true),
    }),
    ...(window !== undefined && { windowTokens: window }),
    ...(extract !== undefined && { extract }),
  };
}

/** The agents without a page. @throws UsageError for a folder that is no agent */
export function agentsWithoutPage(options: SharedAgentsOptions): SharedAgents {
  try {
    return openAgents(options);
  } catch (error) {
    return refuseFolder(error);
  }
}

/** @throws UsageError for a folder that is no agent, and any other error as it is */
export function refuseFolder(error: unknown): never {
  throw error instanceof AgentFolderError ? new UsageError(error.message, { cause: error }) : error;
}
