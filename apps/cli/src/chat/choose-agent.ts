import { type SharedAgents, type SharedAgentsOptions, StartRefused } from "@pagefile/chat";
import type { SharedAgent } from "@pagefile/core";
import type { Settings } from "../settings/settings.ts";
import { sanitiseLine } from "../terminal/sanitise.ts";
import type { Screen } from "../terminal/screen.ts";
import { cutToWidth } from "../terminal/text-width.ts";
import { UsageError } from "../usage-error.ts";

export interface Choice {
  readonly settings: Pick<Settings, "space" | "agent">;
  readonly options: SharedAgentsOptions;
  /** Asks a person. Undefined where there is nobody to ask: then it is the first agent. */
  readonly ask?: (question: string) => Promise<string | undefined>;
  readonly screen: Screen;
}

/** The agent of the program's space; in a new one the person says who it is to be. @throws UsageError */
export async function chooseAgent(agents: SharedAgents, { settings, options, ask, screen }: Choice): Promise<SharedAgent> {
  const { space, agent } = settings;
  if (agent !== undefined) return refusable(agents.begin(agent, space));
  const fresh = ask !== undefined && !(await agents.wasBegun(space)) && (await options.memory.space(space).head()).seq === 0;
  if (!fresh) return refusable(agents.agentOf(space));
  const width = Math.max(...options.agents.map(({ title }) => title.length));
  screen.line();
  for (const [at, { title, description }] of options.agents.entries()) {
    const name = sanitiseLine(title).padEnd(width);
    const room = screen.columns - width - 7;
    screen.line(`  ${at + 1}  ${screen.paint("bold", name)}  ${screen.paint("dim", cutToWidth(sanitiseLine(description), room))}`);
  }
  screen.line();
  for (;;) {
    const typed = await ask(`  Who shall it be? [1–${options.agents.length}, Enter for ${options.agents[0].title}] `);
    const chosen = pick(options.agents, typed?.trim() ?? "");
    if (chosen !== undefined) return refusable(agents.begin(chosen.id, space));
    screen.sentence("Give a number or a name of the list.", "yellow");
  }
}

function pick([first, ...rest]: SharedAgentsOptions["agents"], typed: string): SharedAgentsOptions["agents"][number] | undefined {
  if (typed === "") return first;
  return [first, ...rest].find(({ id, title }, at) => [String(at + 1), id, title.toLowerCase()].includes(typed.toLowerCase()));
}

function refusable(agent: Promise<SharedAgent>): Promise<SharedAgent> {
  return agent.catch((error: unknown) => {
    throw error instanceof StartRefused ? new UsageError(error.message, { cause: error }) : error;
  });
}
