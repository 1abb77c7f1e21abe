import { extractText, getDocumentProxy, getMeta } from "unpdf";
import type { Document } from "./document.ts";

/** The text of each page. A PDF has lines and no paragraphs: a blank line parts them where it has one. */
export async function readPdf(bytes: Uint8Array, name: string): Promise<Document> {
  const file = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  const { text } = await extractText(file, { mergePages: false });
  const { info } = await getMeta(file);
  const title: unknown = info["Title"];
  await file.cleanup();
  return {
    title: typeof title === "string" && title.trim() !== "" ? title.trim() : name,
    paragraphs: text.flatMap((page, at) =>
      page
        .split(/\n\s*\n/)
        .map((paragraph) => paragraph.trim())
        .filter((paragraph) => paragraph !== "")
        .map((paragraph) => ({ text: paragraph, headings: [], page: at + 1 })),
    ),
  };
}
