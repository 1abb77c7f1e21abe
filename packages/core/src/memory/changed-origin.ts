import type { Origin } from "../contracts/index.ts";
import { originOf } from "./append.ts";
import { trustedAtMost } from "./trusted-at-most.ts";

/**
 * The origin of a record that somebody changes. The user, and a program in its own name, vouch for what they leave; for anybody
 * else the record is trusted no more than before, since what they leave untouched is as it came.
 */
export function changedOrigin(before: Origin, given: Origin | undefined): Origin {
  if (given === undefined) return before;
  const origin = originOf(given);
  return origin.channel === "user" || origin.channel === "system" ? origin : trustedAtMost(origin, before.trust);
}
