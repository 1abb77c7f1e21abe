import type { AgentFolder } from "./agent-folder.ts";

/** An agent that cannot be begun in a space: there is no such agent, or none any more, or the space is somebody else's. */
export class StartRefused extends Error {
  override readonly name = "StartRefused";
  readonly why: "unknown" | "missing" | "taken";

  constructor(why: StartRefused["why"], message: string) {
    super(message);
    this.why = why;
  }
}

export function unknown(agent: string, folders: readonly AgentFolder[]): StartRefused {
  return new StartRefused(
    "unknown",
    `There is no agent called ${JSON.stringify(agent)}. The agents are ${folders.map(({ id }) => id).join(", ")}.`,
  );
}

export function taken(space: string, agent: string): StartRefused {
  return new StartRefused("taken", `${space} belongs to the agent “${agent}” already; choose another name.`);
}

export function missing(space: string, agent: string): StartRefused {
  return new StartRefused(
    "missing",
    `${space} belongs to the agent “${agent}”, which this program does not have; start it with the folder which that agent is in.`,
  );
}
