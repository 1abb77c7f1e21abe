import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { UsageError } from "../usage-error.ts";
import { decodeText } from "./decode-text.ts";
import type { Document } from "./document.ts";

type Reader = (bytes: Uint8Array, name: string) => Promise<Document>;

/** Each reader is loaded when a file needs it: the one for PDF alone is a megabyte. */
const readers: Readonly<Record<string, Reader>> = {
  ".txt": readText,
  ".text": readText,
  ".md": readMarkdown,
  ".markdown": readMarkdown,
  ".html": readHtml,
  ".htm": readHtml,
  ".pdf": async (bytes, name) => (await import("./read-pdf.ts")).readPdf(bytes, name),
};

/** @throws UsageError for a file that cannot be read, or of a kind that has no reader */
export async function readDocument(path: string): Promise<Document> {
  const name = basename(path);
  const reader = readers[extname(path).toLowerCase()];
  if (reader === undefined) throw new UsageError(`${name}: only ${Object.keys(readers).join(", ")} and .jsonl exports can be imported.`);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${path} cannot be read: ${error.code === "ENOENT" ? "there is no such file" : error.message}.`, { cause: error });
  });
  const document = await reader(bytes, name).catch((error: unknown) => {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${name} cannot be read as ${extname(path)}: ${reason(error)}.`, {
      cause: error,
    });
  });
  if (document.paragraphs.length === 0)
    throw new UsageError(
      `${name} holds no text${extname(path).toLowerCase() === ".pdf" ? "; it may be a scan, which needs OCR first" : ""}.`,
    );
  return document;
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
}

async function readText(bytes: Uint8Array, name: string): Promise<Document> {
  const paragraphs = decodeText(bytes, name)
    .split(/\n[ \t]*\n/)
    .map((text) => text.trim())
    .filter((text) => text !== "");
  return { title: name, paragraphs: paragraphs.map((text) => ({ text, headings: [] })) };
}

async function readMarkdown(bytes: Uint8Array, name: string): Promise<Document> {
  return (await import("./read-markdown.ts")).readMarkdown(decodeText(bytes, name), name);
}

async function readHtml(bytes: Uint8Array, name: string): Promise<Document> {
  return (await import("./read-html.ts")).readHtml(decodeText(bytes, name), name);
}
