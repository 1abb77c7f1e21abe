import { toUiMessages } from "@pagefile/ai-sdk";
import type { SharedTurn, SpaceMemory } from "@pagefile/core";
import type { Hono } from "hono";
import type { LiveAgent } from "../../agents/live-agent.ts";
import { stoppedTurn } from "../../agents/stopped-turn.ts";
import { turnId } from "../../agents/turn-id.ts";
import type { MessagesView } from "../../protocol/message.ts";
import type { ChatServices, SpaceEnv } from "../chat-services.ts";
import { clientMajor } from "../client-major.ts";
import { recordId } from "../record-id.ts";
import { notFound } from "../request-error.ts";
import { RequestQuery } from "../request-query.ts";
import { showTurnRecall } from "../shown-turn-recall.ts";
import { type ShownMessage, type Stops, withStops } from "../stopped-reply.ts";
import { turnPage } from "../turn-page.ts";

const defaultTurns = 50;

export function messageRoutes(app: Hono<SpaceEnv>, { memory, agents, stoppedReplies }: ChatServices): void {
  const stopsOf = async (space: SpaceMemory, turn: SharedTurn | undefined, running: string | undefined): Promise<Stops> => {
    const [replies, stopped] = await Promise.all([stoppedReplies.of(space.name, turn), stoppedTurn(space)]);
    return { replies, stopped, running };
  };

  app.get("/messages", async (context) => {
    const { space } = context.var;
    const query = new RequestQuery(context);
    const { at } = query;
    const before = query.text("before", 100);
    const limit = query.count("limit", { least: 1, most: 200 }) ?? defaultTurns;
    const live = at === undefined && before === undefined ? await agents.of(space.name) : undefined;
    const { turn, running, records, next, confirmations } = await withRunning(live, async () => ({
      ...(await turnPage(at === undefined ? space : space.at(at), { before, limit })),
      confirmations: (await live?.shared.agent.confirmations()) ?? [],
    }));
    const messages = toUiMessages(records, { ...clientMajor(context), confirmations, ...(running !== undefined && { running }) });
    const view: MessagesView<ShownMessage> = {
      messages: at === undefined ? withStops(messages, await stopsOf(space, turn, running)) : messages,
      ...(next !== undefined && { next }),
      ...(turn !== undefined &&
        running !== undefined && { running: { turn: running, text: turn.text, ...(turn.by !== undefined && { by: turn.by }) } }),
    };
    return context.json(view);
  });

  app.get("/messages/:id/recall", async (context) => {
    const { space } = context.var;
    const kept = await space.recallOf(recordId(context.req.param("id")));
    if (kept === undefined) throw notFound("Nothing was recalled for that message.");
    return context.json(await showTurnRecall(memory, space.name, kept));
  });
}

/**
 * What was read of the messages, and the turn that ran all the while: read again where one began or ended meanwhile, since a reply
 * that is half written would look like one that broke off.
 */
async function withRunning<T extends object>(
  live: LiveAgent | undefined,
  read: () => Promise<T>,
): Promise<T & { readonly turn: SharedTurn | undefined; readonly running: string | undefined }> {
  for (;;) {
    const { running: turn, last } = live?.shared ?? {};
    const running = turn && (await turnId(turn));
    const page = await read();
    if (live?.shared.running === turn && live?.shared.last === last) return { ...page, turn, running };
  }
}
