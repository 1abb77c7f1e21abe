import { isPagefileError } from "@pagefile/core/contracts";
import type { Hono } from "hono";
import type { EntitiesView, FactView } from "../../protocol/graph.ts";
import { byUser, type ChatServices, type SpaceEnv } from "../chat-services.ts";
import { graphAround, newestGraph } from "../graph-page.ts";
import { recordId } from "../record-id.ts";
import { notFound } from "../request-error.ts";
import { given, RequestQuery } from "../request-query.ts";
import { showFact } from "../shown-graph.ts";

const mostShown = 500;

export function graphRoutes(app: Hono<SpaceEnv>, { now }: ChatServices): void {
  const validAt = (query: RequestQuery): string => query.instant("validAt") ?? now().toISOString();

  app.get("/graph", async (context) => {
    const { space } = context.var;
    const query = new RequestQuery(context);
    const { at } = query;
    const around = query.text("around", 500);
    const hops = query.count("hops", { least: 1, most: 4 }) ?? 1;
    const options = { validAt: validAt(query), limit: query.count("limit", { least: 1, most: mostShown }) ?? mostShown };
    if (around === undefined) return context.json(await newestGraph(at === undefined ? space : space.at(at), options));
    const graph = await graphAround(space, { ...options, around, hops, at });
    if (graph === undefined) throw notFound("Nobody and nothing of that name is known.");
    return context.json(graph);
  });

  app.get("/graph/entities", async (context) => {
    const query = new RequestQuery(context);
    const limit = query.count("limit", { least: 1, most: 1000 }) ?? 100;
    const { items, next } = await context.var.space.graph.entities({ limit, ...given("cursor", query.text("cursor", 4000)) });
    const view: EntitiesView = {
      items: items.map(({ id, name, type, aliases }) => ({ id, name, ...given("type", type), aliases })),
      ...given("next", next),
    };
    return context.json(view);
  });

  app.get("/graph/path", async (context) => {
    const query = new RequestQuery(context);
    const path = await context.var.space.graph.path(query.required("from"), query.required("to")).catch((error: unknown) => {
      if (isPagefileError(error, "RECORD_NOT_FOUND")) throw notFound("Nobody and nothing of that name is known.");
      throw error;
    });
    const names = new Map(
      path.flatMap(({ subject, object }) => (object === undefined ? [subject] : [subject, object])).map(({ id, name }) => [id, name]),
    );
    const facts: readonly FactView[] = path.flatMap(({ record }) => showFact(record, { names, validAt: validAt(query) }) ?? []);
    return context.json(facts);
  });

  app.post("/graph/facts/:id/retract", async (context) => {
    await context.var.space.graph.retractFact(recordId(context.req.param("id")), { origin: byUser });
    return context.body(null, 204);
  });
}
