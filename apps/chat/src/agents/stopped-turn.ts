import type { SharedTurn, SpaceMemory } from "@pagefile/core";
import type { RecordRef } from "@pagefile/core/contracts";
import { turnId } from "./turn-id.ts";

const stoppedRef = { kind: "block", collection: "settings", key: "stopped" } as const satisfies RecordRef;

/** Stops a turn for a person, and keeps that, so that a program that starts anew does not go on with it by itself. */
export async function stopTurn(space: SpaceMemory, turn: SharedTurn): Promise<void> {
  turn.cancel();
  await turn.finished.catch(() => undefined);
  const id = await turnId(turn);
  if (id !== undefined) await space.write({ ...stoppedRef, body: { turn: id }, index: false, onConflict: "replace" });
}

/** The turn that a person stopped last, if ever one was. */
export async function stoppedTurn(space: SpaceMemory): Promise<string | undefined> {
  const record = await space.get(stoppedRef);
  const turn = record === undefined || record.body instanceof Uint8Array ? undefined : record.body["turn"];
  return typeof turn === "string" ? turn : undefined;
}

/** Whether the newest turn is one that a person stopped. */
export async function wasStopped(space: SpaceMemory): Promise<boolean> {
  const turn = await stoppedTurn(space);
  if (turn === undefined) return false;
  const later = await space.list({ kind: "message", afterId: turn, limit: 100 });
  return !later.items.some(({ body }) => !(body instanceof Uint8Array) && body["role"] === "user");
}
