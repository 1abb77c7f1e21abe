import { parentPort, workerData } from "node:worker_threads";
import { isPagefileError } from "@pagefile/core/contracts";
import type { Document, DocumentFile } from "./document.ts";
import { reasonOf } from "./reason.ts";

/** What this file is given when it is run as a thread. */
export interface PdfThreadData {
  readonly role: typeof pdfThreadRole;
  readonly file: DocumentFile;
}

/** What the thread says. `refused`: the file was looked at and is told apart in a sentence. */
export type PdfThreadMessage =
  | { readonly type: "page"; readonly page: number; readonly pages: number }
  | { readonly type: "done"; readonly document: Document }
  | { readonly type: "failed"; readonly refused: boolean; readonly reason: string };

export const pdfThreadRole = "pagefile: read a PDF";
/** This file, from source as well as built. */
export const pdfThreadUrl: URL = new URL(import.meta.url);

if (isPdfThreadData(workerData)) {
  // Of a damaged file the parser leaves promises behind that nobody waits for; what it does answer is sound all the same.
  process.on("unhandledRejection", () => undefined);
  await run(workerData);
}

async function run({ file }: PdfThreadData): Promise<void> {
  const say = (message: PdfThreadMessage): void => parentPort?.postMessage(message);
  try {
    const { parsePdf } = await import("./parse-pdf.ts");
    say({ type: "done", document: await parsePdf(file, (page, pages) => say({ type: "page", page, pages })) });
  } catch (error) {
    const refused = isPagefileError(error);
    say({ type: "failed", refused, reason: refused ? error.message : reasonOf(error) });
  }
}

/** The thread that imports this file to start another may have data of its own. */
function isPdfThreadData(data: unknown): data is PdfThreadData {
  return typeof data === "object" && data !== null && "role" in data && data.role === pdfThreadRole;
}
