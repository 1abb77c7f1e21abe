import { type JsonObject, PagefileError } from "../contracts/index.ts";
import { cleanName, cleanText } from "../memory/clean-text.ts";
import { letOthersRun } from "../memory/let-others-run.ts";
import { limits, withinLimit } from "../memory/limits.ts";
import type { DocumentBody } from "./document-record.ts";
import type { DocumentChunk, DocumentDraft } from "./documents.ts";

/** A document checked, with the bodies of its passages by their keys. */
export interface CleanDocument {
  readonly body: DocumentBody;
  readonly source: string;
  readonly passages: ReadonlyMap<string, JsonObject>;
}

const keyLength = 6;
const mostChunks = 10 ** keyLength;
/** Chunks that are looked at before others get their turn. */
const stretch = 500;

/** @throws PagefileError RECORD_INVALID, LIMIT_EXCEEDED */
export async function cleanDocument(draft: DocumentDraft): Promise<CleanDocument> {
  const name = cleanName("The name of a document", draft.name, limits.nameLength);
  const title = cleanName("The title of a document", draft.title, limits.attributeLength);
  const identity = cleanIdentity(draft.identity ?? name);
  const source = cleanName("The source of a document", draft.source ?? name, limits.attributeLength);
  const { chunks } = draft;
  if (!Array.isArray(chunks)) throw new PagefileError("RECORD_INVALID", "The chunks of a document are a list.");
  withinLimit("The number of chunks of a document", chunks.length, mostChunks);
  const passages = new Map<string, JsonObject>();
  for (const [at, chunk] of draft.chunks.entries()) {
    if (at % stretch === stretch - 1) await letOthersRun();
    passages.set(String(at).padStart(keyLength, "0"), passageBody(chunk, { at, name, title }));
  }
  const counts = { ...count("pages", draft.pages), ...count("bytes", draft.bytes) };
  return { body: { identity, name, title, chunks: chunks.length, state: "whole", ...counts }, source, passages };
}

/** @throws PagefileError RECORD_INVALID, LIMIT_EXCEEDED */
export function cleanIdentity(identity: unknown): string {
  return cleanName("The identity of a document", identity, limits.attributeLength);
}

function passageBody(
  { text, title: heading, page }: DocumentChunk,
  { at, name, title }: { readonly at: number; readonly name: string; readonly title: string },
): JsonObject {
  return {
    text: cleanText("The text of a chunk", text),
    title: heading === undefined ? title : chunkTitle(heading),
    document: name,
    chunk: at,
    ...count("page", page, 1),
  };
}

/** It stands before every answer that quotes the chunk, so it is short. */
function chunkTitle(heading: unknown): string {
  const title = cleanText("The title of a chunk", heading);
  withinLimit("The length of the title of a chunk", title.length, limits.attributeLength);
  return title;
}

function count<const N extends string>(name: N, value: number | undefined, least = 0): { readonly [M in N]?: number } {
  if (value === undefined) return {};
  if (Number.isSafeInteger(value) && value >= least) return { [name]: value } as { readonly [M in N]: number };
  throw new PagefileError("RECORD_INVALID", `\`${name}\` of a document is a whole number from ${least}; got ${String(value)}.`);
}
