import { isPagefileError, PagefileError } from "@pagefile/core/contracts";
import { chunkDocument, type ReadChunk } from "./chunk-document.ts";
import type { Document, DocumentFile, Problem, ReadDocumentOptions } from "./document.ts";
import { readMarkdown } from "./read-markdown.ts";
import { readText } from "./read-text.ts";
import { reasonOf } from "./reason.ts";

/** A document in chunks, ready to be remembered. */
export interface ReadDocument {
  /** What the document calls itself, else the file's name. */
  readonly title: string;
  /** How many it has; absent for what has none. */
  readonly pages?: number;
  readonly chunks: readonly ReadChunk[];
  /** What could not be read of it. */
  readonly problems: readonly Problem[];
}

type Reader = (file: DocumentFile, options: ReadDocumentOptions) => Promise<Document>;

const lazyHtml: Reader = async (file, options) => (await import("./read-html.ts")).readHtml(file, options);

/** A reader that needs a library is loaded when a file needs it: the one for PDF alone is a megabyte. */
const readers: Readonly<Record<string, Reader>> = {
  ".txt": readText,
  ".text": readText,
  ".md": readMarkdown,
  ".markdown": readMarkdown,
  ".html": lazyHtml,
  ".htm": lazyHtml,
  ".pdf": async (file, options) => (await import("./read-pdf.ts")).readPdf(file, options),
};

/** Characters of a title; some files keep a page of text in its place. */
const mostTitle = 300;

/** The endings of names that can be read. */
export const documentExtensions: readonly string[] = Object.keys(readers);

/**
 * Reads a file into chunks. A page that cannot be read is a problem and not the end of it. Works in small steps, so that
 * a server goes on answering meanwhile.
 * @throws PagefileError DOCUMENT_UNSUPPORTED for a kind that has no reader, DOCUMENT_INVALID for a file that is not what its name says,
 * is encrypted or holds no text; the signal's reason
 */
export async function readDocument(file: DocumentFile, options: ReadDocumentOptions = {}): Promise<ReadDocument> {
  const { name } = file;
  const extension = extensionOf(name);
  const reader = readers[extension];
  if (reader === undefined) throw new PagefileError("DOCUMENT_UNSUPPORTED", `${name}: only ${documentExtensions.join(", ")} can be read.`);
  const { signal } = options;
  signal?.throwIfAborted();
  const document = await reader(file, options).catch((cause: unknown) => {
    if (isPagefileError(cause) || signal?.aborted === true) throw cause;
    throw new PagefileError("DOCUMENT_INVALID", `${name} cannot be read as ${extension}: ${reasonOf(cause)}.`, { cause });
  });
  const { pages, paragraphs, problems } = document;
  const title = document.title.slice(0, mostTitle).toWellFormed();
  if (paragraphs.length === 0) {
    const scan = extension === ".pdf" ? "; it may be a scan, which needs OCR first" : "";
    throw new PagefileError("DOCUMENT_INVALID", `${name} holds no text${scan}.`);
  }
  return { title, ...(pages !== undefined && { pages }), chunks: await chunkDocument({ title, paragraphs }, signal), problems };
}

function extensionOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot).toLowerCase();
}
