import type { LiveAgent } from "../agents/live-agent.ts";
import { invalid } from "./request-error.ts";

export interface DocumentPlace {
  readonly space: string;
  /** What is there can be taken out from here. */
  readonly writable: boolean;
}

export interface DocumentPlaces {
  readonly places: readonly DocumentPlace[];
  /** Where a cursor goes on: in which of them, and its own cursor there. */
  readonly at: { readonly place: number; readonly cursor?: string };
}

/** Where an agent's documents are, its own space first; pages go through one after the other. */
export function documentPlaces(live: LiveAgent | undefined, space: string, cursor: string | undefined): DocumentPlaces {
  const mounted = (live?.mounts ?? []).map((mount) => ({
    space: mount.space,
    writable: mount.access === "write" || mount.space === live?.documentSpace,
  }));
  const [, place = "0", rest = ""] = /^(\d{1,3}):(.*)$/s.exec(cursor ?? "0:") ?? [undefined, "x"];
  if (place === "x") throw invalid("That cursor is not one of this list.");
  return { places: [{ space, writable: true }, ...mounted], at: { place: Number(place), ...(rest !== "" && { cursor: rest }) } };
}
