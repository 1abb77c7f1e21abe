import { existsSync } from "node:fs";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Hono } from "hono";
import { notFound } from "./request-error.ts";

/**
 * The built page. Names under `assets` carry a hash of what is in them, so a browser may keep them; any other address is the
 * page itself, which asks for what its fragment names.
 */
export function pageFiles(app: Hono, folder: string): void {
  if (!existsSync(join(folder, "index.html"))) {
    app.get("*", (context) => context.text("The page is not built yet: run `npm run build` in apps/chat, then start again.\n", 503));
    return;
  }
  app.use("/assets/*", async (context, next) => {
    await next();
    if (context.res.ok) context.header("cache-control", "public, max-age=31536000, immutable");
  });
  const files = serveStatic({ root: folder });
  app.get("*", async (context, next) => {
    const answer = await files(context, async () => undefined);
    if (!(answer instanceof Response)) return next();
    if (!context.req.path.startsWith("/assets/")) answer.headers.set("cache-control", "no-cache");
    return answer;
  });
  const index = serveStatic({ root: folder, path: "index.html" });
  app.get("*", async (context, next) => {
    if (/\.\w+$/.test(context.req.path) || context.req.path.startsWith("/assets/")) throw notFound("There is no such file.");
    const answer = await index(context, next);
    if (answer instanceof Response) answer.headers.set("cache-control", "no-cache");
    return answer;
  });
}
