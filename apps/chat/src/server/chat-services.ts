import type { Memory, SpaceMemory } from "@pagefile/core";
import type { Origin } from "@pagefile/core/contracts";
import type { Agents } from "../agents/agents.ts";
import { missing } from "../agents/start-refused.ts";
import type { LiveAgent } from "../agents/live-agent.ts";
import type { Checks } from "./checks/checks.ts";
import type { ErasePlans } from "./erase-plans.ts";
import type { EraseReceipts } from "./erase-receipts.ts";
import type { Feeds } from "./feed/feeds.ts";
import type { Imports } from "./imports/imports.ts";
import { RequestError } from "./request-error.ts";
import type { StoppedReplies } from "./stopped-replies.ts";
import type { Tallies } from "./tallies.ts";

/** What the routes work with. */
export interface ChatServices {
  readonly memory: Memory;
  readonly agents: Agents;
  readonly feeds: Feeds;
  readonly imports: Imports;
  readonly checks: Checks;
  readonly stoppedReplies: StoppedReplies;
  readonly tallies: Tallies;
  readonly erasePlans: ErasePlans;
  readonly eraseReceipts: EraseReceipts;
  /** Bytes of the memory, where somebody knows. */
  readonly bytes: () => Promise<number | undefined>;
  readonly now: () => Date;
  /** Aborts when the server closes. */
  readonly closing: AbortSignal;
}

/** What a route of one space finds in its context. */
export type SpaceEnv = { Variables: { space: SpaceMemory } };

/** Who writes through the page: the person at it. */
export const byUser: Origin = { channel: "user", trust: "user" };

/** @throws RequestError 404 where no agent lives, StartRefused where the program does not have it */
export async function agentOf({ agents }: ChatServices, space: string): Promise<LiveAgent> {
  const live = await agents.of(space);
  if (live !== undefined) return live;
  const role = await agents.roleOf(space);
  if (role?.role === "agent" && !agents.folders.some(({ id }) => id === role.agent)) throw missing(space, role.agent);
  throw new RequestError(404, "NO_AGENT", { message: "No agent lives in this space yet; begin with one first." });
}
