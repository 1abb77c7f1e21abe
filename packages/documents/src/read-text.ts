import { decodeText } from "./decode-text.ts";
import type { Document, DocumentFile } from "./document.ts";

/** Cuts plain text at its blank lines. */
export async function readText(file: DocumentFile): Promise<Document> {
  const paragraphs = decodeText(file)
    .split(/\n[ \t]*\n/)
    .map((text) => text.trim())
    .filter((text) => text !== "");
  return { title: file.name, paragraphs: paragraphs.map((text) => ({ text, headings: [] })), problems: [] };
}
