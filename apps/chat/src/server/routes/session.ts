import { isPagefileError } from "@pagefile/core/contracts";
import type { Hono } from "hono";
import type { AgentFolder } from "../../agents/agent-folder.ts";
import type { AgentCard, SessionView } from "../../protocol/session.ts";
import type { SpaceCard } from "../../protocol/space.ts";
import { begunSpaces, cardOf } from "../begun-spaces.ts";
import type { ChatServices } from "../chat-services.ts";
import { readBody } from "../request-body.ts";
import { invalid } from "../request-error.ts";
import { showModel } from "../shown-model.ts";

export interface SessionOptions {
  readonly version: string;
  readonly windowTokens: number | undefined;
}

export function sessionRoutes(app: Hono, { memory, agents }: ChatServices, { version, windowTokens }: SessionOptions): void {
  app.get("/api/session", async (context) => {
    const view: SessionView = {
      version,
      agents: agents.folders.map(showAgent),
      spaces: await begunSpaces(memory, agents),
      home: agents.home,
      model: showModel(agents.model, windowTokens),
    };
    return context.json(view);
  });

  app.post("/api/spaces", async (context) => {
    const body = await readBody(context);
    try {
      const { space, folder } = await agents.begin(body.text("agent", 64), body.optionalText("space", 200));
      const card: SpaceCard = await cardOf(memory, agents, { space, agent: folder.id });
      return context.json(card);
    } catch (error) {
      if (isPagefileError(error, "SPACE_INVALID")) throw invalid(error.message);
      throw error;
    }
  });
}

function showAgent({ id, title, description, starters, documents, perSpace }: AgentFolder): AgentCard {
  return { id, title, description, starters, documents, ...(perSpace !== undefined && { perSpace }) };
}
