import { parseSpace } from "@pagefile/core/contracts";
import type { MiddlewareHandler } from "hono";
import type { ChatServices, SpaceEnv } from "./chat-services.ts";
import { notFound, RequestError } from "./request-error.ts";

/**
 * Lets a request into the space that its address names: one with an agent, or one whose documents an agent mounts, which can
 * only be read here. Any other is not found, whether it is there or not.
 */
export function spaceAccess({ memory, agents }: ChatServices): MiddlewareHandler<SpaceEnv> {
  return async (context, next) => {
    const space = parseSpace(context.req.param("space"));
    const role = await agents.roleOf(space);
    if (role === undefined) throw notFound("There is no such space.");
    if (role.role === "documents" && context.req.method !== "GET")
      throw new RequestError(403, "READ_ONLY", { message: `These are the documents of “${role.agent}”; here they can only be read.` });
    context.set("space", memory.space(space));
    await next();
  };
}
