import type { MemoryRecord } from "@pagefile/core/contracts";
import type { BlockView } from "../protocol/context.ts";
import { textOf } from "./record-text.ts";

const defaultLimit = 2000;

export function showBlock({ id, key = "", body, version, recordedAt, origin }: MemoryRecord): BlockView {
  const members = body instanceof Uint8Array ? {} : body;
  const limit = members["limit"];
  return {
    record: id,
    label: key,
    description: textOf(members, "description"),
    text: textOf(members, "text"),
    limit: typeof limit === "number" ? limit : defaultLimit,
    version,
    changedAt: recordedAt,
    changedBy: origin.principal ?? origin.channel,
    trust: origin.trust,
  };
}
