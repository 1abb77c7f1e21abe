import { callPlace, type JsonObject, type Origin, type RecordId, type RecordRef } from "../contracts/index.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";

/*
 * A call with an outside effect has a mark from before it is run, which says that it may have been done, or from when it was
 * left for good. Whoever marks first has the call, so no process runs what another has run or given up.
 */

/** Names a call wherever an attempt at it is told from another; `at` from 0. */
export function callKey(message: RecordId, at: number): string {
  return `call/${callPlace(message, at)}`;
}

/** Takes a call to run it. `taken`: another attempt has begun it, and may have done it. `left`: it was given up and never begun. */
export async function beginCall(space: SpaceMemory, message: RecordId, key: string): Promise<"begun" | "taken" | "left"> {
  if ((await mark(space, message, { keys: [key], body: {} })).has(key)) return "begun";
  return (await begunCalls(space, [key])).has(key) ? "taken" : "left";
}

/** Sees to it that no process begins one of these calls any more. Returns those that were begun before. */
export async function leaveCalls(space: SpaceMemory, message: RecordId, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const left = await mark(space, message, { keys, body: { left: true } });
  return begunCalls(
    space,
    keys.filter((key) => !left.has(key)),
  );
}

/** Those of marked calls that were begun, and not left. */
async function begunCalls(space: SpaceMemory, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const marks = keys.length === 0 ? [] : await space.getMany(keys.map(markRef));
  return new Set(marks.filter(({ body }) => body instanceof Uint8Array || body["left"] !== true).map(({ key = "" }) => key));
}

/** Returns the keys that had no mark before. */
async function mark(
  space: SpaceMemory,
  message: RecordId,
  { keys, body }: { readonly keys: readonly string[]; readonly body: JsonObject },
): Promise<ReadonlySet<string>> {
  const origin: Origin = { channel: "system", trust: "system", parents: [message] };
  const drafts = keys.map((key) => ({ ...markRef(key), body, index: false, onConflict: "skip" as const }));
  const { records } = await space.write(drafts, { origin });
  return new Set(keys.filter((_, at) => records[at]?.outcome === "created"));
}

function markRef(key: string): Exclude<RecordRef, RecordId> {
  return { kind: "block", collection: "agent", key };
}
