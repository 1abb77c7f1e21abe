import type { Channel, RecordKind } from "@pagefile/core/contracts";

/** As filters offer them, what people look for most first. */
export const kinds: readonly RecordKind[] = ["message", "passage", "fact", "entity", "block", "row"];
export const channels: readonly Channel[] = ["user", "agent", "document", "tool", "web", "system"];
