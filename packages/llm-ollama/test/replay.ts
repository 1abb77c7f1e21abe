import { type ReplayAnswer, ReplayServer } from "@pagefile/services/replay-server";

/** Answers with what real servers said, as it lies in `recordings`. */
export function replay(routes: Readonly<Record<string, ReplayAnswer>>): Promise<ReplayServer> {
  return ReplayServer.start(routes, { recordings: new URL("recordings/", import.meta.url) });
}
