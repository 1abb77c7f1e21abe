import { channels, recordKinds } from "@pagefile/core/contracts";
import type { Hono } from "hono";
import type { TimelineView } from "../../protocol/timeline.ts";
import type { SpaceEnv } from "../chat-services.ts";
import { given, RequestQuery } from "../request-query.ts";
import { showEntry } from "../shown-entry.ts";

export function timelineRoutes(app: Hono<SpaceEnv>): void {
  app.get("/entries", async (context) => {
    const query = new RequestQuery(context);
    const { items, next, searched, head } = await context.var.space.timeline({
      limit: query.count("limit", { least: 1, most: 200 }) ?? 50,
      ...given("cursor", query.text("cursor", 4000)),
      ...given("operations", query.words("operations", ["put", "delete", "erase"])),
      ...given("kinds", query.words("kinds", recordKinds)),
      ...given("channels", query.words("channels", channels)),
      ...given("text", query.text("text", 500)),
    });
    const view: TimelineView = { items: items.map(showEntry), ...given("next", next), searched, head: head.seq };
    return context.json(view);
  });
}
