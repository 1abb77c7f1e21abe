import { Breaks } from "./breaks.ts";
import { decodeText } from "./decode-text.ts";
import type { Document, DocumentFile, Paragraph, ReadDocumentOptions } from "./document.ts";
import { HeadingPath } from "./heading-path.ts";

/** A longer line is no heading, whatever it begins with. */
const mostHeading = 1_000;

/** Cuts Markdown at its headings and blank lines. Front matter is left out but for its title; a code block stays whole. */
export async function readMarkdown(file: DocumentFile, { signal }: ReadDocumentOptions): Promise<Document> {
  const { title, body } = splitFrontMatter(decodeText(file));
  const headings = new HeadingPath();
  const paragraphs: Paragraph[] = [];
  const breaks = new Breaks(signal);
  let first: string | undefined;
  let lines: string[] = [];
  let fence: string | undefined;
  const close = (): void => {
    const text = lines.join("\n").trim();
    if (text !== "") paragraphs.push({ text, headings: headings.path });
    lines = [];
  };
  for (const line of body.split("\n")) {
    const mark = /^\s{0,3}(```+|~~~+)/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || mark.startsWith(fence))) fence = fence === undefined ? mark : undefined;
    const heading = fence === undefined && line.length <= mostHeading ? /^(#{1,6})\s+(.+?)\s*#*$/.exec(line) : null;
    const underline = fence === undefined && lines.length === 1 ? /^(=+|-+)\s*$/.exec(line)?.[1] : undefined;
    if (heading !== null) {
      const [, { length: level } = "#", text = ""] = heading;
      close();
      headings.enter(level, text);
      if (level === 1) first ??= text;
    } else if (underline !== undefined) {
      headings.enter(underline.startsWith("=") ? 1 : 2, lines.join("").trim());
      lines = [];
    } else if (line.trim() === "" && fence === undefined) close();
    else lines.push(line);
    await breaks.after(line.length + 1);
  }
  close();
  return { title: title ?? first ?? file.name, paragraphs, problems: [] };
}

function splitFrontMatter(source: string): { readonly title: string | undefined; readonly body: string } {
  const [whole = "", front = ""] = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(source) ?? [];
  const line = front.split("\n").find((one) => one.startsWith("title:"));
  const title = line
    ?.slice("title:".length)
    .trim()
    .replace(/^["']|["']$/g, "");
  return { title: title === "" ? undefined : title, body: source.slice(whole.length) };
}
