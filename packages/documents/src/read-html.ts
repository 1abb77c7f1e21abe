import { Parser } from "htmlparser2";
import { Breaks, inStretches } from "./breaks.ts";
import { decodeText } from "./decode-text.ts";
import type { Document, DocumentFile, Paragraph, ReadDocumentOptions } from "./document.ts";
import { HeadingPath } from "./heading-path.ts";

/** Elements whose text nobody reads. */
const unread = new Set(["script", "style", "noscript", "template", "svg", "iframe", "object", "select"]);
/** Elements that run on within a line; every other one begins a new paragraph. */
const inline = new Set(
  "a abbr b bdi bdo br cite code data del dfn em font i img ins kbd label mark q s samp small span strong sub sup time u var wbr".split(
    " ",
  ),
);

/** The text a reader of the page sees, cut at its block elements. */
export async function readHtml(file: DocumentFile, { signal }: ReadDocumentOptions): Promise<Document> {
  const headings = new HeadingPath();
  const paragraphs: Paragraph[] = [];
  let title = "";
  let text = "";
  let unreadDepth = 0;
  let inTitle = false;
  const close = (): string => {
    const closed = text
      .replace(/[ \t\n]+/g, " ")
      .replaceAll(" \u000b ", "\n")
      .replaceAll("\u000b", "\n")
      .trim();
    text = "";
    return closed;
  };
  const closeParagraph = (): void => {
    const closed = close();
    if (closed !== "") paragraphs.push({ text: closed, headings: headings.path });
  };
  const parser = new Parser({
    onopentag(tag) {
      if (unread.has(tag)) unreadDepth += 1;
      if (tag === "title") inTitle = true;
      if (tag === "br") text += "\u000b";
      if (tag === "td" || tag === "th") text += " ";
      else if (!inline.has(tag)) closeParagraph();
    },
    ontext(piece) {
      if (inTitle) title += piece;
      else if (unreadDepth === 0) text += piece;
    },
    onclosetag(tag) {
      if (unread.has(tag)) unreadDepth -= 1;
      const level = /^h([1-6])$/.exec(tag)?.[1];
      if (tag === "title") inTitle = false;
      else if (level !== undefined) headings.enter(Number(level), close());
      else if (!inline.has(tag) && tag !== "td" && tag !== "th") closeParagraph();
    },
  });
  const breaks = new Breaks(signal);
  for (const part of inStretches(decodeText(file))) {
    parser.write(part);
    await breaks.after(part.length);
  }
  parser.end();
  closeParagraph();
  return { title: title.replace(/\s+/g, " ").trim() || file.name, paragraphs, problems: [] };
}
