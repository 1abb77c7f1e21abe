import type { KnownDocument } from "@pagefile/core";
import { documentExtensions } from "@pagefile/documents";
import type { Hono } from "hono";
import type { DocumentsView, DocumentView, ImportsView } from "../../protocol/import.ts";
import type { ForgetReceipt } from "../../protocol/record.ts";
import { byUser, type ChatServices, type SpaceEnv } from "../chat-services.ts";
import { documentPlaces } from "../document-places.ts";
import { mostBytes } from "../imports/received-bytes.ts";
import { readBody } from "../request-body.ts";
import { notFound, RequestError } from "../request-error.ts";
import { given, RequestQuery } from "../request-query.ts";

export function importRoutes(app: Hono<SpaceEnv>, services: ChatServices): void {
  const { memory, agents, imports } = services;

  app.get("/imports", (context) => {
    const view: ImportsView = { imports: imports.list(context.var.space.name), formats: documentExtensions, maxBytes: mostBytes };
    return context.json(view);
  });

  app.put("/imports/:name", async (context) => {
    const { space } = context.var;
    const { body } = context.req.raw;
    if (body === null || context.req.header("content-type") !== "application/octet-stream")
      throw new RequestError(415, "CONTENT_TYPE_REFUSED", { message: "A file is sent as application/octet-stream." });
    const announced = context.req.header("content-length");
    const into = (await agents.of(space.name))?.documentSpace ?? space.name;
    const bytes = announced === undefined ? undefined : Number(announced);
    return context.json(await imports.begin({ space: space.name, into, name: context.req.param("name"), body, bytes }), 202);
  });

  app.delete("/imports/:id", (context) => {
    imports.cancel(context.var.space.name, context.req.param("id"));
    return context.body(null, 204);
  });

  app.get("/documents", async (context) => {
    const query = new RequestQuery(context);
    const { places, at } = documentPlaces(await agents.of(context.var.space.name), context.var.space.name, query.text("cursor", 4000));
    const place = places[at.place];
    if (place === undefined) return context.json({ items: [] } satisfies DocumentsView);
    const limit = query.count("limit", { least: 1, most: 200 }) ?? 50;
    const page = await memory.space(place.space).documents.list({ limit, ...given("cursor", at.cursor) });
    const following = at.place + 1 < places.length ? `${at.place + 1}:` : undefined;
    const view: DocumentsView = {
      items: page.items.map((document) => showDocument(document, place)),
      ...given("next", page.next === undefined ? following : `${at.place}:${page.next}`),
    };
    return context.json(view);
  });

  app.post("/documents/forget", async (context) => {
    const { space } = context.var;
    const identity = (await readBody(context)).text("document", 4096);
    const { places } = documentPlaces(await agents.of(space.name), space.name, undefined);
    for (const place of places) {
      const { documents } = memory.space(place.space);
      const document = await documents.get(identity);
      if (document === undefined) continue;
      if (!place.writable) throw new RequestError(403, "READ_ONLY", { message: "That document is in a space that can only be read from here." });
      const { records, pending } = await documents.delete(identity, { origin: byUser });
      const receipt: ForgetReceipt = { forgotten: [document.id, ...records.map(({ id }) => id).filter((id) => id !== document.id)], pending: pending.map(({ store }) => store) };
      return context.json(receipt);
    }
    throw notFound("There is no such document.");
  });
}

function showDocument(
  { identity, name, title, chunks, pages, changedAt, complete }: KnownDocument,
  { space, writable }: { readonly space: string; readonly writable: boolean },
): DocumentView {
  return { document: identity, name, title, chunks, ...given("pages", pages), importedAt: changedAt, complete, space, writable };
}
