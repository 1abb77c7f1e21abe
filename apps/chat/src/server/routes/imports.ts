import { documentExtensions } from "@pagefile/documents";
import type { Hono } from "hono";
import type { DocumentsView, ImportsView } from "../../protocol/import.ts";
import type { ForgetReceipt } from "../../protocol/record.ts";
import { byUser, type ChatServices, type SpaceEnv } from "../chat-services.ts";
import { documentPage, documentPlaces, placeOf } from "../document-page.ts";
import { mostBytes } from "../imports/received-bytes.ts";
import { readBody } from "../request-body.ts";
import { RequestError } from "../request-error.ts";
import { RequestQuery } from "../request-query.ts";

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
    const places = documentPlaces(await agents.of(context.var.space.name), context.var.space.name);
    const limit = query.count("limit", { least: 1, most: 200 }) ?? 50;
    const view: DocumentsView = await documentPage(memory, places, { limit, cursor: query.text("cursor", 4000) });
    return context.json(view);
  });

  app.post("/documents/forget", async (context) => {
    const { space } = context.var;
    const identity = (await readBody(context)).text("document", 4096);
    const place = await placeOf(memory, documentPlaces(await agents.of(space.name), space.name), identity);
    const { records, pending } = await place.space.documents.delete(identity, { origin: byUser });
    const forgotten = [place.document.id, ...records.map(({ id }) => id).filter((id) => id !== place.document.id)];
    const receipt: ForgetReceipt = { forgotten, pending: pending.map(({ store }) => store) };
    return context.json(receipt);
  });
}
