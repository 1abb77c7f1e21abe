import type { Hono } from "hono";
import { readBody } from "../request-body.ts";
import type { Login } from "../security/login.ts";

export function loginRoutes(app: Hono, login: Login): void {
  app.post("/api/login", async (context) => {
    login.enter(context, (await readBody(context)).text("token", 200));
    return context.body(null, 204);
  });
}
