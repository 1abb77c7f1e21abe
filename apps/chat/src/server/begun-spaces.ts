import type { Memory } from "@pagefile/core";
import { spaceRole } from "../agents/agent-of-space.ts";
import type { Agents } from "../agents/agents.ts";
import type { SpaceCard } from "../protocol/space.ts";
import { showCard } from "./shown-space.ts";

/** Spaces looked at; a program with more of them has a list of its own. */
const mostSpaces = 500;

/** The spaces with an agent, the one used last first. */
export async function begunSpaces(memory: Memory, agents: Agents): Promise<readonly SpaceCard[]> {
  const names: string[] = [];
  for await (const name of memory.spaces("")) {
    if (names.length >= mostSpaces) break;
    names.push(name);
  }
  const cards = await Promise.all(
    names.map(async (name) => {
      const role = await spaceRole(memory, name);
      return role?.role === "agent" ? cardOf(memory, agents, { space: name, agent: role.agent }) : undefined;
    }),
  );
  return cards.filter((card) => card !== undefined).toSorted((a, b) => ((a.updatedAt ?? "") < (b.updatedAt ?? "") ? 1 : -1));
}

export function cardOf(
  memory: Memory,
  agents: Agents,
  { space, agent }: { readonly space: string; readonly agent: string },
): Promise<SpaceCard> {
  const folder = agents.folders.find(({ id }) => id === agent);
  return showCard(memory.space(space), { agent, folder, defaultSpace: folder && agents.defaultSpace(folder) });
}
