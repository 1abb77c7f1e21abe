import type { KnownDocument, Memory, SpaceMemory } from "@pagefile/core";
import type { LiveAgent } from "../agents/live-agent.ts";
import type { DocumentsView, DocumentView } from "../protocol/import.ts";
import { invalid, notFound, RequestError } from "./request-error.ts";
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

/** A document that may be taken out, with the space it is in. @throws RequestError 403, 404 */
export async function placeOf(
  memory: Memory,
  places: readonly DocumentPlace[],
  identity: string,
): Promise<{ readonly space: SpaceMemory; readonly document: KnownDocument }> {
  for (const place of places) {
    const space = memory.space(place.space);
    const document = await space.documents.get(identity);
    if (document === undefined) continue;
    if (place.writable) return { space, document };
    throw new RequestError(403, "READ_ONLY", { message: "That document is in a space that can only be read from here." });
  }
  throw notFound("There is no such document.");
}

function showDocument(
  { identity, name, title, chunks, pages, changedAt, complete }: KnownDocument,
  { space, writable }: DocumentPlace,
): DocumentView {
  return { document: identity, name, title, chunks, ...given("pages", pages), importedAt: changedAt, complete, space, writable };
}
