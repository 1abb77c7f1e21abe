import { PagefileError } from "../contracts/index.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import type { ToolContext } from "./tool.ts";

/** A space that an agent may look into beside its own, and write to where it says so. */
export interface OpenMount {
  readonly space: SpaceMemory;
  readonly title: string;
  readonly access: "read" | "write";
}

/** By which a model names a space: with its title, or its name. */
export const spaceMember = "space";

/**
 * The memory a model wants to write to: the agent's own where it names none.
 * @throws PagefileError MOUNT_READ_ONLY, QUERY_INVALID for a name that is no mount's, as sentences for the model
 */
export function writableSpace({ space, mounts }: Pick<ToolContext, "space" | "mounts">, named: unknown): SpaceMemory {
  const name = typeof named === "string" ? named.trim() : "";
  if (name === "" || name === space.name) return space;
  const mount = mounts.find((one) => isNamed(one, name));
  if (mount?.access === "write") return mount.space;
  const advice = `Leave "${spaceMember}" out to use your own memory${orWritable(mounts)}.`;
  if (mount !== undefined) throw new PagefileError("MOUNT_READ_ONLY", `${mount.title} can be read and not written. ${advice}`);
  throw new PagefileError("QUERY_INVALID", `There is no space ${JSON.stringify(name.slice(0, 64).toWellFormed())} here. ${advice}`);
}

export function isNamed({ title, space }: OpenMount, name: string): boolean {
  const given = name.trim();
  return title.toLowerCase() === given.toLowerCase() || space.name === given;
}

export function writableTitles(mounts: readonly OpenMount[]): readonly string[] {
  return mounts.filter(({ access }) => access === "write").map(({ title }) => title);
}

function orWritable(mounts: readonly OpenMount[]): string {
  const titles = writableTitles(mounts);
  return titles.length === 0 ? "" : `, or give one of: ${titles.join(", ")}`;
}
