import { type Approval, readChatRequest, toUiMessageChunks, uiMessageStreamResponse } from "@pagefile/ai-sdk";
import type { SharedTurn } from "@pagefile/core";
import { isPagefileError, parseSpace } from "@pagefile/core/contracts";
import type { Context, Hono } from "hono";
import type { LiveAgent } from "../../agents/live-agent.ts";
import { stopTurn } from "../../agents/stopped-turn.ts";
import { turnId } from "../../agents/turn-id.ts";
import { agentOf, type ChatServices } from "../chat-services.ts";
import { clientMajor } from "../client-major.ts";
import { readBody, readJson } from "../request-body.ts";
import { notFound, RequestError } from "../request-error.ts";

/** Who a turn is by when a page began it. */
const by = "page";

export function chatRoutes(app: Hono, services: ChatServices): void {
  const { agents, memory, closing } = services;

  const answer = (context: Context, { space }: LiveAgent, turn: SharedTurn): Response => {
    // A page that leaves ends its reading, and the response with its connection.
    const signal = AbortSignal.any([context.req.raw.signal, closing]);
    return uiMessageStreamResponse(toUiMessageChunks(turn.events({ signal }), { space, ...clientMajor(context) }));
  };
  const allowed = async (name: string | undefined): Promise<LiveAgent> => {
    const space = parseSpace(name);
    if ((await agents.roleOf(space)) === undefined) throw notFound("There is no such space.");
    return agentOf(services, space);
  };

  app.post("/api/chat", async (context) => {
    const request = readChatRequest(await readJson(context));
    if (request.approvals !== undefined) {
      const live = await allowed(request.id);
      const turn = await goOnWith(live, request.approvals);
      return turn === undefined ? uiMessageStreamResponse(nothing()) : answer(context, live, turn);
    }
    const { id, text, messageId, trigger } = request;
    // Who speaks at home without having chosen has the first agent.
    const live = id === agents.home ? await agents.ofOrFirst(id) : await allowed(id);
    if (trigger === "submit-message")
      return answer(context, live, live.shared.start(text, { by, ...(messageId !== undefined && { idempotencyKey: messageId }) }));
    // What was answered is in the journal; only a reply that broke off can be gone on with.
    const turn = live.shared.running ?? (await live.shared.resume({ by }));
    if (turn === undefined)
      throw new RequestError(409, "ANSWERED", { message: "The last message has its answer; ask again in words of your own." });
    return answer(context, live, turn);
  });

  app.get("/api/chat/:space/stream", async (context) => {
    const live = await allowed(context.req.param("space"));
    const turn = live.shared.running;
    return turn === undefined ? context.body(null, 204) : answer(context, live, turn);
  });

  app.post("/api/chat/:space/stop", async (context) => {
    const live = await allowed(context.req.param("space"));
    const asked = (await readBody(context)).text("turn", 100);
    const { running } = live.shared;
    if (running !== undefined && (running.id === asked || (await turnId(running)) === asked))
      await stopTurn(memory.space(live.space), running);
    return context.body(null, 204);
  });
}

/**
 * Keeps what was decided. Undefined while other calls of the same message wait, since nothing runs before all are decided, and where
 * somebody else goes on at the same moment.
 */
async function goOnWith({ shared }: LiveAgent, approvals: readonly Approval[]): Promise<SharedTurn | undefined> {
  for (const { id, ...decision } of approvals) await shared.agent.decide(id, { ...decision, by });
  const waiting = await shared.agent.confirmations();
  return waiting.length > 0 ? undefined : (shared.running ?? (await shared.resume({ by }).catch(unlessInProgress)));
}

function unlessInProgress(error: unknown): undefined {
  if (isPagefileError(error, "TURN_IN_PROGRESS")) return undefined;
  throw error;
}

async function* nothing(): AsyncGenerator<never, void> {}
