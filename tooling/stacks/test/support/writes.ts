import type { Draft } from "@pagefile/core";
import type { RecordRef } from "@pagefile/core/contracts";

/** The records of one write, all of them or none: messages, passages, an entity and a fact about it. */
export function draftsOf(write: number): readonly Draft[] {
  const entity = `01900000-0000-7000-8000-${write.toString(16).padStart(12, "0")}`;
  const body = { subject: entity, predicate: "was_seen", value: `in write ${write}`, single: false };
  return [
    { text: `A gull in the harbour, write${write}x0.`, ...keyOf(write, 0) },
    { text: `A rope in the harbour, write${write}x1.`, ...keyOf(write, 1) },
    { text: `The lantern of the harbour, write${write}x2.`, ...keyOf(write, 2) },
    { ...keyOf(write, 3), id: entity, text: `Boat ${write}`, body: { name: `Boat ${write}`, aliases: [] }, index: true },
    { ...keyOf(write, 4), text: `Boat ${write} was seen.`, body, index: true },
  ];
}

/** Names a record of a write. */
export function keyOf(write: number, at: number): Extract<RecordRef, object> & { readonly collection: string; readonly key: string } {
  return { kind: kinds[at] ?? "fact", collection: "writes", key: `${write} ${at}` };
}

const kinds = ["message", "message", "passage", "entity", "fact"] as const;
