import type { KnownDocument, Memory } from "@pagefile/core";
import type { LiveAgent } from "../agents/live-agent.ts";
import type { DocumentsView, DocumentView } from "../protocol/import.ts";
import { invalid } from "./request-error.ts";
import { given } from "./request-query.ts";

export interface DocumentPlace {
  readonly space: string;
  /** What is there can be taken out from here. */
  readonly writable: boolean;
}

/** Where an agent's documents are, its own space first. */
export function documentPlaces(live: LiveAgent | undefined, space: string): readonly DocumentPlace[] {
  const mounted = (live?.mounts ?? []).map((mount) => ({
    space: mount.space,
    writable: mount.access === "write" || mount.space === live?.documentSpace,
  }));
  return [{ space, writable: true }, ...mounted];
}

/** Documents of one place after the other. A page is empty only where there are no more; its cursor names the place. */
export async function documentPage(
  memory: Memory,
  places: readonly DocumentPlace[],
  { limit, cursor = "0:" }: { readonly limit: number; readonly cursor: string | undefined },
): Promise<DocumentsView> {
  const [, at, rest = ""] = /^(\d{1,3}):(.*)$/s.exec(cursor) ?? [];
  if (at === undefined) throw invalid("That cursor is not one of this list.");
  let own = rest;
  for (const [number, place] of places.entries()) {
    if (number < Number(at)) continue;
    const page = await memory.space(place.space).documents.list({ limit, ...(own !== "" && { cursor: own }) });
    own = "";
    if (page.items.length === 0) continue;
    const following = number + 1 < places.length ? `${number + 1}:` : undefined;
    const next = page.next === undefined ? following : `${number}:${page.next}`;
    return { items: page.items.map((document) => showDocument(document, place)), ...given("next", next) };
  }
  return { items: [] };
}

function showDocument(
  { identity, name, title, chunks, pages, changedAt, complete }: KnownDocument,
  { space, writable }: DocumentPlace,
): DocumentView {
  return { document: identity, name, title, chunks, ...given("pages", pages), importedAt: changedAt, complete, space, writable };
}
