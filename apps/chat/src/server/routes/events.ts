import type { Hono } from "hono";
import type { ChatServices, SpaceEnv } from "../chat-services.ts";
import { eventStream } from "../feed/event-stream.ts";
import { type Letter, Mailbox } from "../feed/mailbox.ts";
import { given, RequestQuery } from "../request-query.ts";

export function eventRoutes(app: Hono<SpaceEnv>, { feeds, imports, checks }: ChatServices): void {
  app.get("/events", async (context) => {
    const { name } = context.var.space;
    const lastId = context.req.header("last-event-id");
    const after =
      lastId !== undefined && /^\d{1,15}$/.test(lastId)
        ? Number(lastId)
        : new RequestQuery(context).count("after", { least: 0, most: 1e15 });
    const mailbox = new Mailbox();
    const feed = feeds.of(name);
    const ended = (): void => {
      feed.leave(mailbox);
      feeds.release(name);
    };
    try {
      const head = await feed.join(mailbox);
      const missed = after === undefined ? [] : await feed.missed(after, head);
      // A page that comes back goes on from what it had until it has been told what it missed.
      const seq = missed.length === 0 ? head : after;
      const hello: Letter = {
        event: { type: "hello", head, stores: feed.stores, imports: imports.list(name), ...given("check", checks.of(name)) },
        ...(seq !== undefined && { seq }),
      };
      return eventStream({ first: [hello, ...missed], mailbox, ended });
    } catch (error) {
      ended();
      throw error;
    }
  });
}
