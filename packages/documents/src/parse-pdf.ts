import { PagefileError } from "@pagefile/core/contracts";
import { getDocumentProxy, getMeta } from "unpdf";
import type { Document, DocumentFile, Paragraph, Problem } from "./document.ts";
import { reasonOf } from "./reason.ts";

type PdfFile = Awaited<ReturnType<typeof getDocumentProxy>>;

/** The text of each page. A PDF has lines and no paragraphs: a blank line parts them where it has one. */
export async function parsePdf(file: DocumentFile, onPage: (page: number, pages: number) => void): Promise<Document> {
  const pdf = await openPdf(file);
  try {
    const paragraphs: Paragraph[] = [];
    const problems: Problem[] = [];
    let damaged = 0;
    for (let page = 1; page <= pdf.numPages; page += 1) {
      try {
        const read = await readPage(pdf, page);
        paragraphs.push(...read);
        if (read.length === 0) problems.push({ page, reason: "it holds no text; it may be a picture" });
      } catch (error) {
        // The parser looks for no page behind one whose entry is broken.
        const last = page === pdf.numPages ? "; there may have been pages behind it" : "";
        problems.push({ page, reason: `${reasonOf(error)}${last}` });
        damaged += 1;
      }
      onPage(page, pdf.numPages);
    }
    if (damaged > 0 && damaged === pdf.numPages && problems[0] !== undefined)
      throw new PagefileError("DOCUMENT_INVALID", `No page of ${file.name} can be read: ${problems[0].reason}.`);
    return { title: (await titleOf(pdf)) || file.name, paragraphs, pages: pdf.numPages, problems };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function openPdf({ bytes, name }: DocumentFile): Promise<PdfFile> {
  try {
    return await getDocumentProxy(bytes, { verbosity: 0 });
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== "PasswordException") throw cause;
    throw new PagefileError("DOCUMENT_INVALID", `${name} is encrypted and needs a password; save it without one first.`, { cause });
  }
}

async function readPage(pdf: PdfFile, number: number): Promise<readonly Paragraph[]> {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  page.cleanup();
  return items
    .map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : ""))
    .join("")
    .replaceAll("\0", "")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "")
    .map((text) => ({ text, headings: [], page: number }));
}

async function titleOf(pdf: PdfFile): Promise<string | undefined> {
  const { info } = await getMeta(pdf).catch(() => ({ info: {} as Record<string, unknown> }));
  const title: unknown = info["Title"];
  return typeof title === "string" ? title.replaceAll("\0", "").trim() : undefined;
}
