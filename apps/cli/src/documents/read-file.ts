import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { isPagefileError } from "@pagefile/core/contracts";
import { documentExtensions, readDocument, type ReadDocument } from "@pagefile/documents";
import { UsageError } from "../usage-error.ts";

export interface FileRead extends ReadDocument {
  readonly bytes: number;
}

/** @throws UsageError for a file that cannot be read, or of a kind that has no reader */
export async function readDocumentFile(path: string, onPage: (page: number, pages: number) => void): Promise<FileRead> {
  const name = basename(path);
  if (!documentExtensions.includes(extname(path).toLowerCase()))
    throw new UsageError(`${name}: only ${documentExtensions.join(", ")} and .jsonl exports can be imported.`);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${path} cannot be read: ${error.code === "ENOENT" ? "there is no such file" : error.message}.`, { cause: error });
  });
  try {
    return { ...(await readDocument({ name, bytes }, { onPage })), bytes: bytes.length };
  } catch (error) {
    if (!isPagefileError(error)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}
