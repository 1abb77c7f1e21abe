import type { StartRequest } from "../../protocol/session.ts";
import type { SpaceCard } from "../../protocol/space.ts";
import { navigate } from "../route.ts";
import { call } from "../server/call.ts";
import { kept } from "../server/kept-answers.ts";

/** Begins to talk to an agent, in its own space or in the one named, and goes there. */
export async function startAgent(request: StartRequest): Promise<void> {
  const card = await call<SpaceCard>("/api/spaces", { method: "POST", body: request });
  kept.set("/api/session", await call("/api/session"));
  navigate({ space: card.name, tab: "context" });
}
