import type { Memory } from "@pagefile/core";
import { isPagefileError, type JsonObject, type MemoryRecord, type RecordRef } from "@pagefile/core/contracts";

/** Which agent a space has is kept in the space, as a record like any other. */
const agentRef = { kind: "block", collection: "settings", key: "agent" } as const satisfies RecordRef;
/** In a space of documents: the agent that mounts it. */
const documentsRef = { kind: "block", collection: "settings", key: "documents-of" } as const satisfies RecordRef;

export interface SpaceRole {
  /** `agent`: one lives there. `documents`: one keeps there what it mounts. */
  readonly role: "agent" | "documents";
  readonly agent: string;
  /** The names of the documents that came with the agent and were taken in, here or in the space it mounts. */
  readonly documents: readonly string[];
}

/** What a space is for; undefined for one that no agent of this program has begun. */
export async function spaceRole(memory: Memory, space: string): Promise<SpaceRole | undefined> {
  const records = await memory.space(space).getMany([agentRef, documentsRef]);
  const [found] = records.flatMap((record) => roleOf(record) ?? []);
  return found;
}

/** Keeps what a space is for. False where another agent came first. */
export async function keepRole(memory: Memory, space: string, { role, agent, documents }: SpaceRole): Promise<boolean> {
  const ref = role === "agent" ? agentRef : documentsRef;
  const body: JsonObject = { agent, documents };
  const target = memory.space(space);
  try {
    await target.write({ ...ref, body, index: false, onConflict: "fail" });
    return true;
  } catch (error) {
    if (!isPagefileError(error, "VERSION_CONFLICT")) throw error;
  }
  let same = false;
  await target.edit(ref, (record) => {
    const kept = roleOf(record);
    same = kept?.agent === agent;
    return !same || kept?.documents.join("\n") === documents.join("\n") ? undefined : { body };
  });
  return same;
}

function roleOf({ key, body }: MemoryRecord): SpaceRole | undefined {
  if (body instanceof Uint8Array) return undefined;
  const { agent, documents } = body;
  if (typeof agent !== "string") return undefined;
  const names = Array.isArray(documents) ? documents.filter((name) => typeof name === "string") : [];
  return { role: key === agentRef.key ? "agent" : "documents", agent, documents: names };
}
