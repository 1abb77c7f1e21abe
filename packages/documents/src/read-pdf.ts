import { Worker } from "node:worker_threads";
import { PagefileError } from "@pagefile/core/contracts";
import type { Document, DocumentFile, ReadDocumentOptions } from "./document.ts";
import { type PdfThreadData, type PdfThreadMessage, pdfThreadRole, pdfThreadUrl } from "./pdf-thread.ts";

/** What a file may take at most while it is read, in megabytes: some are made to take everything. */
const mostMemoryMb = 1_024;

/**
 * Reads a PDF in a thread of its own, which a file that is damaged, enormous or made to do harm can hold up or bring down
 * without the process coming to harm.
 */
export async function readPdf({ name, bytes }: DocumentFile, { signal, onPage }: ReadDocumentOptions): Promise<Document> {
  // It may have aborted while this was loaded.
  signal?.throwIfAborted();
  // The caller's bytes stay the caller's.
  const own = new Uint8Array(bytes);
  const data: PdfThreadData = { role: pdfThreadRole, file: { name, bytes: own } };
  const resourceLimits = { maxOldGenerationSizeMb: mostMemoryMb };
  const thread = new Worker(pdfThreadUrl, { workerData: data, transferList: [own.buffer], resourceLimits, stdout: true, stderr: true });
  const stopped = new AbortController();
  try {
    return await new Promise<Document>((resolve, reject) => {
      const abort = (): void => reject(signal?.reason);
      signal?.addEventListener("abort", abort, { once: true, signal: stopped.signal });
      thread.once("error", reject);
      thread.once("exit", () => reject(new Error("its reader ended early")));
      thread.on("message", (message: PdfThreadMessage) => {
        try {
          if (message.type === "done") resolve(message.document);
          else if (message.type === "failed") reject(failure(message));
          else if (signal?.aborted !== true) onPage?.(message.page, message.pages);
        } catch (error) {
          reject(error);
        }
      });
    });
  } finally {
    stopped.abort();
    thread.removeAllListeners("message");
    await thread.terminate();
  }
}

function failure({ refused, reason }: Extract<PdfThreadMessage, { type: "failed" }>): Error {
  return refused ? new PagefileError("DOCUMENT_INVALID", reason) : new Error(reason);
}
