/** An agent that cannot be begun in a space: there is no such agent, or the space is somebody else's. */
export class StartRefused extends Error {
  override readonly name = "StartRefused";
  readonly why: "unknown" | "taken";

  constructor(why: "unknown" | "taken", message: string) {
    super(message);
    this.why = why;
  }
}

export function taken(space: string, agent: string): StartRefused {
  return new StartRefused("taken", `${space} belongs to the agent “${agent}” already; choose another name.`);
}
