import type { QueueSnapshot } from "../context/queue-memory.ts";
import { lowestTrust, type MemoryRecord, type TrustLabel } from "../contracts/index.ts";

/** What is made while these are in view is trusted no more than the least trusted of them. */
export function contextTrust({ messages, blocks, summary }: QueueSnapshot, recalled: Iterable<MemoryRecord>): TrustLabel {
  const records = [...messages, ...blocks, ...recalled, ...(summary === undefined ? [] : [summary])];
  return lowestTrust(records.map(({ origin }) => origin.trust));
}
