import { createReadStream } from "node:fs";
import { basename, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { SpaceMemory } from "@pagefile/core";
import { isPagefileError } from "@pagefile/core/contracts";
import { plural } from "../terminal/activity.ts";
import type { Screen } from "../terminal/screen.ts";
import { UsageError } from "../usage-error.ts";
import { importDocument, type ImportReport } from "./import-document.ts";

/** What came of one file: a document's chunks, or the entries of an export. */
export type FileReport = ImportReport | { readonly file: string; readonly entries: number };

/** Takes one file into the memory, whatever it is; progress goes to the screen. @throws UsageError */
export async function importFile(space: SpaceMemory, file: string, screen: Screen): Promise<FileReport> {
  const path = resolve(file);
  if (path.endsWith(".jsonl")) return importExport(space, path);
  screen.transient(`reading ${file}`);
  try {
    return await importDocument(space, path, (progress) => screen.transient(`${file}: ${progress}`));
  } finally {
    screen.clearTransient();
  }
}

/** One line that says what came of it. */
export function describeReport(report: FileReport): string {
  const name = basename(report.file);
  if ("entries" in report) return `${name}: restored ${plural(report.entries, "entry", "entries")} of an export`;
  const { title, chunks, written, unchanged, deleted, problems } = report;
  const counts = `${plural(chunks, "chunk", "chunks")} (${written} written, ${unchanged} unchanged, ${deleted} deleted)`;
  const [first] = problems;
  const unread = first === undefined ? "" : `; ${plural(problems.length, "page was", "pages were")} left out: ${first.reason}`;
  return `${name}: “${title}”, ${counts}${unread}`;
}

async function importExport(space: SpaceMemory, path: string): Promise<FileReport> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  try {
    const { seq } = await space.import(lines);
    return { file: path, entries: seq };
  } catch (error) {
    if (isPagefileError(error, "SPACE_NOT_EMPTY"))
      throw new UsageError(`An export is restored into an empty space, and ${space.name} is not: choose another with --space.`, {
        cause: error,
      });
    if (isPagefileError(error, "IMPORT_INVALID")) throw new UsageError(`${path}: ${error.message}`, { cause: error });
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw new UsageError(`${path} cannot be read: there is no such file.`, { cause: error });
    throw error;
  }
}
