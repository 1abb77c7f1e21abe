import type { SpaceMemory } from "@pagefile/core";
import type { AgentFolder } from "../agents/agent-folder.ts";
import type { SpaceCard } from "../protocol/space.ts";

export interface CardOptions {
  readonly agent: string;
  readonly folder: AgentFolder | undefined;
  /** The space the agent is begun in when nobody names one. */
  readonly defaultSpace: string | undefined;
}

export async function showCard(space: SpaceMemory, { agent, folder, defaultSpace }: CardOptions): Promise<SpaceCard> {
  const { head, items } = await space.timeline({ limit: 1 });
  const updatedAt = items[0]?.entry.recordedAt;
  const title = folder?.title ?? agent;
  return {
    name: space.name,
    agent,
    title: space.name === defaultSpace ? title : `${title}: ${space.name.split("/")[1] ?? space.name}`,
    head: head.seq,
    ...(updatedAt !== undefined && { updatedAt }),
  };
}
