import type { Hono } from "hono";
import type { CheckState } from "../../protocol/check.ts";
import type { ChatServices, SpaceEnv } from "../chat-services.ts";
import { given } from "../request-query.ts";

export function checkRoutes(app: Hono<SpaceEnv>, { checks }: ChatServices): void {
  app.get("/verify", (context) => {
    const state: CheckState = { ...given("check", checks.of(context.var.space.name)) };
    return context.json(state);
  });

  app.post("/verify", (context) => context.json(checks.begin(context.var.space.name, { repair: false }), 202));

  app.post("/repair", (context) => context.json(checks.begin(context.var.space.name, { repair: true }), 202));

  app.delete("/verify", (context) => {
    checks.cancel(context.var.space.name);
    return context.body(null, 204);
  });
}
