import { lowestTrust, type MemoryRecord, type Origin } from "@pagefile/core/contracts";
import { byUser } from "./chat-services.ts";

/** Who a text is from that somebody corrected: theirs, but trusted no more than what they started from, and gone with its sources. */
export function correctedOrigin({ origin }: MemoryRecord): Origin {
  const { parents, source } = origin;
  return {
    ...byUser,
    trust: lowestTrust([byUser.trust, origin.trust]),
    ...(source !== undefined && { source }),
    ...(parents !== undefined && { parents }),
  };
}
