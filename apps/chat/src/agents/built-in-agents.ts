import { fileURLToPath } from "node:url";
import { type AgentFolder, AgentFolderError } from "./agent-folder.ts";
import { readAgentFolder, readAgentFolders } from "./read-agent-folder.ts";

const folder = fileURLToPath(new URL("../../agents", import.meta.url));

/**
 * The agents that come with the program, the one that lives at home first, and those in folders of one's own: `folders` holds
 * agents, each a folder. One named like a built-in takes its place. @throws AgentFolderError
 */
export async function findAgents(folders: readonly string[] = []): Promise<readonly [AgentFolder, ...AgentFolder[]]> {
  const own = (await Promise.all(folders.map(readAgentFolders))).flat();
  const twice = own.find(({ id }, at) => own.findIndex((other) => other.id === id) < at);
  if (twice !== undefined) throw new AgentFolderError(`Two agents are called “${twice.id}”.`);
  const builtIn = await Promise.all(["assistant", "support", "reader"].map((name) => readAgentFolder(`${folder}/${name}`)));
  const [first, ...rest] = builtIn.map((agent) => own.find(({ id }) => id === agent.id) ?? agent);
  if (first === undefined) throw new AgentFolderError("There is no agent at all.");
  return [first, ...rest, ...own.filter(({ id }) => !builtIn.some((agent) => agent.id === id))];
}
