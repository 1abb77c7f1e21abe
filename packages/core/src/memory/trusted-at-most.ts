import { lowestTrust, type Origin, type TrustLabel } from "../contracts/index.ts";

/** The origin, trusted no more than what went into it besides. */
export function trustedAtMost(origin: Origin, ...labels: readonly TrustLabel[]): Origin {
  return { ...origin, trust: lowestTrust([origin.trust, ...labels]) };
}
