import type { KeptCall, KeptResult } from "../contracts/index.ts";
import { heartbeatMember } from "../tools/tool-set.ts";

/** Whether a turn goes on after calls, in the paper's semantics: one asked for it, or the model has to hear that one failed. */
export function goesOn(calls: readonly KeptCall[], results: readonly KeptResult[]): boolean {
  return calls.some((call) => call.arguments[heartbeatMember] === true) || results.some(({ failed }) => failed);
}
