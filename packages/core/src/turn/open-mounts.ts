import { isPagefileError, parseSpace } from "../contracts/index.ts";
import { mountedSpaces } from "../retrieval/mount.ts";
import type { OpenMount } from "../tools/open-mount.ts";
import type { AgentOptions } from "./agent.ts";

/** The mounts of an agent, bound to its memory. @throws PagefileError SPACE_INVALID; TypeError for mounts that make no sense */
export function openMounts({ memory, space, mounts = [] }: Pick<AgentOptions, "memory" | "space" | "mounts">): readonly OpenMount[] {
  const wrong = mounts.find(({ access }) => access !== "read" && access !== "write");
  if (wrong !== undefined) throw new TypeError(`The access of a mount is "read" or "write"; got ${JSON.stringify(wrong.access)}.`);
  try {
    const named = mountedSpaces(mounts, parseSpace(space));
    return named.map(({ space: name, title }, at) => ({ space: memory.space(name), title, access: mounts[at]?.access ?? "read" }));
  } catch (error) {
    if (!isPagefileError(error, "QUERY_INVALID")) throw error;
    throw new TypeError(error.message, { cause: error });
  }
}
