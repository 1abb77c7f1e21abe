import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders: string[] = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone when the process ends. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pagefile-faiss-"));
  folders.push(folder);
  return folder;
}
