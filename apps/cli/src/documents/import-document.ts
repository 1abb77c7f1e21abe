import { basename } from "node:path";
import type { SpaceMemory } from "@pagefile/core";
import type { Problem } from "@pagefile/documents";
import { readDocumentFile } from "./read-file.ts";

export interface ImportReport {
  readonly file: string;
  readonly title: string;
  readonly chunks: number;
  /** Chunks that are new or changed, that were there already, and that the file no longer has. */
  readonly written: number;
  readonly unchanged: number;
  readonly deleted: number;
  /** Pages that could not be read. */
  readonly problems: readonly Problem[];
}

/** Makes the memory hold a file as it is now: its absolute path is what makes it the same document. */
export async function importDocument(space: SpaceMemory, path: string, onProgress: (text: string) => void): Promise<ImportReport> {
  const read = await readDocumentFile(path, (page, pages) => onProgress(`page ${page} of ${pages}`));
  const { title, pages, bytes, problems } = read;
  const { chunks, written, unchanged, deleted } = await space.documents.put(
    { name: basename(path), identity: path, title, chunks: read.chunks, bytes, ...(pages !== undefined && { pages }) },
    { onProgress: (progress) => onProgress(`${progress.written} of ${progress.total} chunks`) },
  );
  return { file: path, title, chunks, written, unchanged, deleted, problems };
}
