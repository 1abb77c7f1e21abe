import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ChatServices, SpaceEnv } from "./chat-services.ts";
import { errorAnswer } from "./error-answer.ts";
import { pageFiles } from "./page-files.ts";
import { notFound } from "./request-error.ts";
import { changeRoutes } from "./routes/changes.ts";
import { chatRoutes } from "./routes/chat.ts";
import { checkRoutes } from "./routes/checks.ts";
import { contextRoutes } from "./routes/context.ts";
import { eraseRoutes } from "./routes/erase.ts";
import { eventRoutes } from "./routes/events.ts";
import { graphRoutes } from "./routes/graph.ts";
import { importRoutes } from "./routes/imports.ts";
import { loginRoutes } from "./routes/login.ts";
import { messageRoutes } from "./routes/messages.ts";
import { receiptRoutes } from "./routes/receipts.ts";
import { recordRoutes } from "./routes/records.ts";
import { searchRoutes } from "./routes/search.ts";
import { sessionRoutes, type SessionOptions } from "./routes/session.ts";
import { spaceRoutes } from "./routes/space.ts";
import { tableRoutes } from "./routes/tables.ts";
import { timelineRoutes } from "./routes/timeline.ts";
import type { Addresses } from "./security/addresses.ts";
import { fromHere } from "./security/from-here.ts";
import type { Login } from "./security/login.ts";
import { safeHeaders } from "./security/safe-headers.ts";
import { spaceAccess } from "./space-access.ts";

export interface ChatAppOptions extends SessionOptions {
  readonly addresses: () => Addresses;
  readonly login: Login;
  readonly pageFolder: string;
  readonly onError: (error: unknown) => void;
}

/** Everything the server answers. Who asks is judged first, then what for. */
export function chatApp(services: ChatServices, options: ChatAppOptions): Hono {
  const { addresses, login, pageFolder, onError } = options;
  const app = new Hono();
  app.onError((error, context) => {
    const { status, view } = errorAnswer(error);
    // Who went away in mid-request is told nothing, and it is no trouble of the server's.
    if (status >= 500 && !context.req.raw.signal.aborted) onError(error);
    return context.json(view, status satisfies ContentfulStatusCode);
  });
  app.use(safeHeaders());
  app.use(fromHere(addresses));
  loginRoutes(app, login);
  app.use("/api/*", login.required());
  sessionRoutes(app, services, options);
  chatRoutes(app, services);
  receiptRoutes(app, services);
  app.route("/api/spaces/:space", spaceApp(services));
  app.all("/api/*", () => {
    throw notFound("There is nothing under that address.");
  });
  pageFiles(app, pageFolder);
  app.notFound(() => {
    throw notFound("There is nothing under that address.");
  });
  return app;
}

function spaceApp(services: ChatServices): Hono<SpaceEnv> {
  const app = new Hono<SpaceEnv>();
  app.use(spaceAccess(services));
  spaceRoutes(app, services);
  checkRoutes(app, services);
  messageRoutes(app, services);
  contextRoutes(app, services);
  searchRoutes(app, services);
  recordRoutes(app, services);
  changeRoutes(app);
  eraseRoutes(app, services);
  graphRoutes(app, services);
  tableRoutes(app);
  timelineRoutes(app);
  importRoutes(app, services);
  eventRoutes(app, services);
  return app;
}
