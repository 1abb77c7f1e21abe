import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Memory } from "@pagefile/core";
import { readDocument } from "@pagefile/documents";
import type { AgentFolder } from "./agent-folder.ts";
import { keepRole, spaceRole } from "./agent-of-space.ts";
import { taken } from "./start-refused.ts";

/**
 * Takes the documents that came with an agent into a space, once: what somebody took out again stays out. A start that died
 * on the way is completed by the next. @throws StartRefused for a space that is another agent's
 */
export async function takeInDocuments(
  memory: Memory,
  folder: Pick<AgentFolder, "id" | "path" | "documents">,
  { space, role }: { readonly space: string; readonly role: "agent" | "documents" },
): Promise<void> {
  if (folder.documents.length === 0) return;
  const kept = await spaceRole(memory, space);
  const missing = folder.documents.filter((name) => kept?.documents.includes(name) !== true);
  if (missing.length === 0) return;
  if (kept !== undefined && (kept.role !== role || kept.agent !== folder.id)) throw taken(space, kept.agent);
  const { documents } = memory.space(space);
  for (const name of missing) {
    const bytes = new Uint8Array(await readFile(join(folder.path, "documents", name)));
    const { title, pages, chunks } = await readDocument({ name, bytes });
    await documents.put({ name, title, chunks, bytes: bytes.byteLength, ...(pages !== undefined && { pages }) });
  }
  await keepRole(memory, space, { role, agent: folder.id, documents: [...(kept?.documents ?? []), ...missing] });
}
