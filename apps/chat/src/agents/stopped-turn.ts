import type { SpaceMemory } from "@pagefile/core";
import type { RecordRef } from "@pagefile/core/contracts";

const stoppedRef = { kind: "block", collection: "settings", key: "stopped" } as const satisfies RecordRef;

/** Keeps that a person stopped a turn, so that a program that starts anew does not go on with it by itself. */
export async function keepStopped(space: SpaceMemory, turn: string): Promise<void> {
  await space.write({ ...stoppedRef, body: { turn }, index: false, onConflict: "replace" });
}

/** Whether the newest turn is one that a person stopped. */
export async function wasStopped(space: SpaceMemory): Promise<boolean> {
  const record = await space.get(stoppedRef);
  const turn = record === undefined || record.body instanceof Uint8Array ? undefined : record.body["turn"];
  if (typeof turn !== "string") return false;
  const later = await space.list({ kind: "message", afterId: turn, limit: 100 });
  return !later.items.some(({ body }) => !(body instanceof Uint8Array) && body["role"] === "user");
}
