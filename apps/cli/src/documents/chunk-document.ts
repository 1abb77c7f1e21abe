import { estimateTokens } from "@pagefile/core";
import type { Document, Paragraph } from "./document.ts";

export interface Chunk {
  readonly text: string;
  /** The document's title and the headings it stands under. */
  readonly title: string;
  readonly page?: number;
}

/** Tokens of a chunk at most: a few of them fit into what a recall may take. */
const chunkTokens = 300;

const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });

/** Packs paragraphs that stand under the same headings, and on the same page, into chunks. A longer paragraph is cut between sentences. */
export function chunkDocument({ title, paragraphs }: Document): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let packed: { readonly place: string; readonly first: Paragraph; text: string } | undefined;
  const close = (): void => {
    if (packed === undefined) return;
    const { headings, page } = packed.first;
    const names = headings[0] === title ? headings : [title, ...headings];
    chunks.push({ text: packed.text, title: names.join(" › "), ...(page !== undefined && { page }) });
    packed = undefined;
  };
  for (const paragraph of paragraphs) {
    const place = JSON.stringify([paragraph.headings, paragraph.page]);
    for (const [at, piece] of cutParagraph(paragraph.text).entries()) {
      const grown = packed === undefined ? "" : `${packed.text}${at === 0 ? "\n\n" : " "}${piece}`;
      if (packed?.place === place && estimateTokens(grown) <= chunkTokens) packed.text = grown;
      else {
        close();
        packed = { place, first: paragraph, text: piece };
      }
    }
  }
  close();
  return chunks;
}

/** Pieces of at most a chunk: whole sentences, or where one is longer than that, parts of it. */
function cutParagraph(text: string): readonly string[] {
  if (estimateTokens(text) <= chunkTokens) return [text];
  const pieces: string[] = [];
  let piece = "";
  for (const { segment } of sentences.segment(text)) {
    if (piece !== "" && estimateTokens(piece + segment) > chunkTokens) {
      pieces.push(piece.trim());
      piece = "";
    }
    piece += segment;
    while (estimateTokens(piece) > chunkTokens) {
      const cut = piece.slice(0, chunkTokens).toWellFormed();
      const end = cut.lastIndexOf(" ") > 0 ? cut.lastIndexOf(" ") : safeEnd(piece, chunkTokens);
      pieces.push(piece.slice(0, end).trim());
      piece = piece.slice(end);
    }
  }
  return [...pieces, piece.trim()].filter((one) => one !== "");
}

/** Never between the two halves of a character. */
function safeEnd(text: string, end: number): number {
  const code = text.charCodeAt(end);
  return code >= 0xdc00 && code <= 0xdfff ? end - 1 : end;
}
