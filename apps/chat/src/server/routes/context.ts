import { isPagefileError, type MemoryRecord, type RecordRef } from "@pagefile/core/contracts";
import type { Hono } from "hono";
import type { PastContextView } from "../../protocol/context.ts";
import { agentOf, byUser, type ChatServices, type SpaceEnv } from "../chat-services.ts";
import { correctedOrigin } from "../corrected-origin.ts";
import { readBody } from "../request-body.ts";
import { notFound, RequestError } from "../request-error.ts";
import { RequestQuery } from "../request-query.ts";
import { showBlock } from "../shown-block.ts";
import { showContext } from "../shown-context.ts";
import { showPastContext } from "../shown-past-context.ts";

export function contextRoutes(app: Hono<SpaceEnv>, services: ChatServices): void {
  app.get("/context", async (context) => {
    const { space } = context.var;
    const { at } = new RequestQuery(context);
    if (at !== undefined) {
      const view: PastContextView = await showPastContext(space, at);
      return context.json(view);
    }
    const { agent } = (await agentOf(services, space.name)).shared;
    const [inspected, blocks] = await Promise.all([agent.inspect(), agent.blocks()]);
    return context.json(showContext(inspected, blocks));
  });

  app.put("/blocks/:label", async (context) => {
    const { space } = context.var;
    const ref: RecordRef = { kind: "block", collection: "core", key: context.req.param("label") };
    const body = await readBody(context);
    const [text, expectedVersion, vouched] = [body.text("text"), body.count("expectedVersion"), body.flag("vouched")];
    const block = await space.get(ref);
    if (block === undefined) throw notFound("There is no such block.");
    const { limit } = showBlock(block);
    if (text.length > limit)
      throw new RequestError(422, "LIMIT_EXCEEDED", {
        message: `The block takes ${limit} characters, and this is ${text.length - limit} more.`,
      });
    try {
      await space.update(ref, { text }, { expectedVersion, origin: vouched ? byUser : correctedOrigin(block) });
    } catch (error) {
      if (!isPagefileError(error, "VERSION_CONFLICT")) throw error;
      const current = (error.current as MemoryRecord | undefined) ?? block;
      throw new RequestError(409, "VERSION_CONFLICT", {
        message: "The block was changed meanwhile; nothing was written.",
        current: showBlock(current),
      });
    }
    const written = await space.get(ref);
    if (written === undefined) throw notFound("The block was deleted meanwhile.");
    return context.json(showBlock(written));
  });
}
