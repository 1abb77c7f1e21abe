import { basename } from "node:path";
import type { SpaceMemory } from "@pagefile/core";
import { canonicalJson, hashText, type MemoryRecord, type Origin } from "@pagefile/core/contracts";
import { chunkDocument } from "./chunk-document.ts";
import { readDocument } from "./read-document.ts";

export interface ImportReport {
  readonly file: string;
  readonly title: string;
  readonly chunks: number;
  /** Chunks that are new or changed, that were there already, and that the file no longer has. */
  readonly written: number;
  readonly unchanged: number;
  readonly deleted: number;
}

const batch = 100;

/**
 * Makes the memory hold a file as it is now. The file's absolute path is the collection and the chunk's number the key, so a
 * second import changes nothing, and one of a changed file replaces what changed and deletes what is left over.
 */
export async function importDocument(
  space: SpaceMemory,
  path: string,
  onProgress: (done: number, total: number) => void,
): Promise<ImportReport> {
  const document = await readDocument(path);
  const chunks = chunkDocument(document);
  const collection = path.length <= 512 ? path : `sha256:${hashText(path)}`;
  const origin: Origin = { channel: "document", trust: "untrusted", source: basename(path) };
  const drafts = chunks.map(({ text, title, page }, at) => ({
    kind: "passage" as const,
    body: { text, title, document: basename(path), chunk: at, ...(page !== undefined && { page }) },
    collection,
    key: String(at).padStart(6, "0"),
    onConflict: "replace" as const,
  }));
  const present = await presentChunks(space, collection);
  const changed = drafts.filter(({ key, body }) => {
    const record = present.get(key);
    return record === undefined || canonicalJson(record.body) !== canonicalJson(body);
  });
  for (let at = 0; at < changed.length; at += batch) {
    onProgress(at, changed.length);
    await space.write(changed.slice(at, at + batch), { origin });
  }
  const keys = new Set(drafts.map(({ key }) => key));
  const surplus = [...present].filter(([key]) => !keys.has(key)).map(([, { id }]) => id);
  if (surplus.length > 0) await space.delete(surplus, { origin });
  const counts = { chunks: drafts.length, written: changed.length, unchanged: drafts.length - changed.length, deleted: surplus.length };
  return { file: path, title: document.title, ...counts };
}

async function presentChunks(space: SpaceMemory, collection: string): Promise<ReadonlyMap<string, MemoryRecord>> {
  const present = new Map<string, MemoryRecord>();
  let cursor: string | undefined;
  do {
    const page = await space.list({ kind: "passage", collection, by: "key", limit: 1000, ...(cursor !== undefined && { cursor }) });
    for (const record of page.items) if (record.key !== undefined) present.set(record.key, record);
    cursor = page.next;
  } while (cursor !== undefined);
  return present;
}
