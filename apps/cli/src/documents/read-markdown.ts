import { type Document, HeadingPath, type Paragraph } from "./document.ts";

/** Cuts Markdown at its headings and blank lines. Front matter is left out but for its title; a code block stays whole. */
export function readMarkdown(source: string, name: string): Document {
  const { title, body } = splitFrontMatter(source);
  const headings = new HeadingPath();
  const paragraphs: Paragraph[] = [];
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
    const heading = fence === undefined ? /^(#{1,6})\s+(.+?)\s*#*$/.exec(line) : null;
    const underline = fence === undefined && lines.length === 1 ? /^(=+|-+)\s*$/.exec(line)?.[1] : undefined;
    if (heading !== null) {
      close();
      headings.enter(heading[1]?.length ?? 1, heading[2] ?? "");
    } else if (underline !== undefined) {
      headings.enter(underline.startsWith("=") ? 1 : 2, lines.join("").trim());
      lines = [];
    } else if (line.trim() === "" && fence === undefined) close();
    else lines.push(line);
  }
  close();
  const first = /^#\s+(.+?)\s*#*$/m.exec(body)?.[1];
  return { title: title ?? first ?? name, paragraphs };
}

function splitFrontMatter(source: string): { readonly title: string | undefined; readonly body: string } {
  const [whole = "", front = ""] = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(source) ?? [];
  return { title: /^title:\s*["']?(.+?)["']?\s*$/m.exec(front)?.[1], body: source.slice(whole.length) };
}
