import { Breaks } from "./breaks.ts";
import type { Document, Paragraph } from "./document.ts";
import { cutAt, weightOf } from "./text-weight.ts";

export interface ReadChunk {
  readonly text: string;
  /** The document's title and the headings it stands under, in at most 4,000 characters. */
  readonly title: string;
  readonly page?: number;
}

/** Characters of the titles of a chunk: a heading can be as long as a page. */
const mostTitle = 4_000;
/** About 300 tokens: a few chunks fit into what a recall may take. */
const chunkWeight = 1_050;

const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });

/** Packs paragraphs that stand under the same headings, and on the same page, into chunks. A longer paragraph is cut between sentences. */
export async function chunkDocument(
  { title, paragraphs }: Pick<Document, "title" | "paragraphs">,
  signal: AbortSignal | undefined,
): Promise<readonly ReadChunk[]> {
  const packer = new Packer(title);
  const breaks = new Breaks(signal);
  for (const paragraph of paragraphs) {
    let first = true;
    for (const piece of cutParagraph(paragraph.text)) {
      packer.add(piece, paragraph, first ? "\n\n" : " ");
      first = false;
      await breaks.after(piece.length);
    }
  }
  return packer.end();
}

interface OpenChunk {
  readonly place: string;
  readonly first: Paragraph;
  text: string;
  weight: number;
}

class Packer {
  readonly #title: string;
  readonly #chunks: ReadChunk[] = [];
  #open: OpenChunk | undefined;

  constructor(title: string) {
    this.#title = title;
  }

  /** Puts a piece into the open chunk, or into one of its own where it does not fit or stands elsewhere. */
  add(piece: string, paragraph: Paragraph, between: string): void {
    const place = JSON.stringify([paragraph.headings, paragraph.page]);
    const weight = weightOf(piece);
    if (this.#open?.place === place && this.#open.weight + between.length + weight <= chunkWeight) {
      this.#open.text += between + piece;
      this.#open.weight += between.length + weight;
    } else {
      this.#close();
      this.#open = { place, first: paragraph, text: piece, weight };
    }
  }

  end(): readonly ReadChunk[] {
    this.#close();
    return this.#chunks;
  }

  #close(): void {
    if (this.#open === undefined) return;
    const { first, text } = this.#open;
    const { headings, page } = first;
    const names = headings[0] === this.#title ? headings : [this.#title, ...headings];
    this.#chunks.push({ text, title: names.join(" › ").slice(0, mostTitle).toWellFormed(), ...(page !== undefined && { page }) });
    this.#open = undefined;
  }
}

/** Pieces of at most a chunk: whole sentences, or where one is longer than that, parts of it. */
function* cutParagraph(text: string): Generator<string> {
  if (text.length <= chunkWeight && weightOf(text) <= chunkWeight) {
    yield text;
    return;
  }
  let piece = "";
  let weight = 0;
  for (const sentence of sentencesOf(text)) {
    const more = weightOf(sentence);
    if (piece !== "" && weight + more > chunkWeight) {
      yield* unlessBlank(piece);
      [piece, weight] = ["", 0];
    }
    piece += sentence;
    weight += more;
    while (weight > chunkWeight) {
      const end = cutAt(piece, chunkWeight);
      yield* unlessBlank(piece.slice(0, end));
      piece = piece.slice(end);
      weight = weightOf(piece);
    }
  }
  yield* unlessBlank(piece);
}

/** A segmenter is slow with a long text, and finds no more in it than in its parts. */
const segmented = 8_192;

function* sentencesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const part = text.slice(at, at + segmented + (isLowSurrogate(text, at + segmented) ? 1 : 0));
    const found = [...sentences.segment(part)].map(({ segment }) => segment);
    // What the part cut off goes on in the next.
    if (at + part.length < text.length && found.length > 1) found.pop();
    for (const sentence of found) {
      yield sentence;
      at += sentence.length;
    }
  }
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

function* unlessBlank(piece: string): Generator<string> {
  const trimmed = piece.trim();
  if (trimmed !== "") yield trimmed;
}
