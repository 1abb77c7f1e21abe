import { parseSpace, type Space } from "../contracts/index.ts";
import { demand } from "../memory/demand.ts";

/** Another space that a read looks through as well. */
export interface Mount {
  /** `tenant/name`. */
  readonly space: string;
  /** What it is called in front of a model. @default the name without the tenant, or all of it where two would be called the same */
  readonly title?: string;
}

/** A mount that is known to be a space, with what it is called. */
export interface MountedSpace {
  readonly space: Space;
  readonly title: string;
}

const longestTitle = 64;

/** The member `space` of what is from a mount. */
export function inSpace(from: MountedSpace | undefined): { readonly space?: Space } {
  return from === undefined ? {} : { space: from.space };
}

/** @throws PagefileError QUERY_INVALID when a read that is of one space only has mounts */
export function refuseMounts({ mounts = [] }: { readonly mounts?: readonly Mount[] }): void {
  demand(mounts.length === 0, "This is asked of one space at a time, without mounts.");
}

/**
 * Checks mounts beside the space they are mounted in.
 * @throws PagefileError SPACE_INVALID for what is no space; QUERY_INVALID for one that is named twice, or is that space itself, and
 * for titles that do not tell two apart
 */
export function mountedSpaces(mounts: readonly Mount[], home: Space): readonly MountedSpace[] {
  const spaces = mounts.map(({ space }) => parseSpace(space));
  const short = spaces.map((space) => space.slice(space.indexOf("/") + 1));
  const mounted = mounts.map(({ title }, at): MountedSpace => {
    const [space = home, name = ""] = [spaces[at], short[at]];
    return { space, title: cleanTitle(title) ?? (short.filter((other) => other === name).length > 1 ? space : name) };
  });
  demand(!spaces.includes(home), `${home} cannot be mounted in itself.`);
  demand(new Set(spaces).size === spaces.length, "A space can be mounted once.");
  demand(new Set(mounted.map(({ title }) => title.toLowerCase())).size === mounted.length, "Two mounts have the same title.");
  return mounted;
}

function cleanTitle(title: string | undefined): string | undefined {
  if (title === undefined) return undefined;
  const clean = typeof title === "string" ? title.replaceAll("\0", "").toWellFormed().replace(/\s+/g, " ").trim() : "";
  demand(clean !== "" && clean.length <= longestTitle, `The title of a mount has 1 to ${longestTitle} characters.`);
  return clean;
}
