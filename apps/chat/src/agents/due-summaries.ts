import type { SpaceMemory } from "@pagefile/core";
import type { MemoryRecord, RecordId } from "@pagefile/core/contracts";

/** A question about a document whose answer is to be kept. It is in the document's space, and goes with it. */
export interface DueSummary {
  /** Newer than whatever was said before it was wanted. */
  readonly id: RecordId;
  /** The space whose agent is asked. */
  readonly space: string;
  /** Of the document. */
  readonly name: string;
  readonly question: string;
}

const collection = "summaries-due";

/** Keeps that an answer is wanted. False where the document is gone by now. */
export async function markDue(
  documents: SpaceMemory,
  { space, name, question }: Pick<DueSummary, "space" | "name" | "question">,
): Promise<boolean> {
  const document = await documents.documents.get(name);
  if (document === undefined) return false;
  await documents.delete({ kind: "block", collection, key: name });
  const mark = { kind: "block", collection, key: name, body: { space, question }, index: false } as const;
  await documents.write(mark, { origin: { channel: "system", trust: "system", parents: [document.id] } });
  return true;
}

/** Those that the agent of a space is to answer. */
export async function dueSummaries(documents: SpaceMemory, space: string): Promise<readonly DueSummary[]> {
  const { items } = await documents.list({ kind: "block", collection, by: "key", limit: 1000 });
  return items.flatMap((record) => dueSummary(record) ?? []).filter((due) => due.space === space);
}

function dueSummary({ id, key, body }: MemoryRecord): DueSummary | undefined {
  const { space, question } = body instanceof Uint8Array ? {} : body;
  if (key === undefined || typeof space !== "string" || typeof question !== "string") return undefined;
  return { id, space, name: key, question };
}

/** It is answered, or will not be. */
export async function settleDue(documents: SpaceMemory, { id }: DueSummary): Promise<void> {
  await documents.delete(id);
}
