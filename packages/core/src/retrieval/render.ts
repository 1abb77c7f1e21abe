import type { MemoryRecord } from "../contracts/index.ts";
import { factBody } from "../graph/graph-body.ts";
import { speakerOf, textOf, titleOf } from "./document.ts";
import type { Verdict } from "./verdicts.ts";

export interface LineMarks {
  /** What was said of the record. */
  readonly verdict?: Verdict | undefined;
  /** The title of the mount it is from. */
  readonly mount?: string | undefined;
}

/**
 * A record as one line for a model and a person: `[id] 2023-05-08 13:56, who: text`, with the reasons to doubt it. Of a passage
 * the title, the document and the page stand for who, so that it can be cited.
 */
export function renderLine(record: MemoryRecord, id: string, { verdict, mount }: LineMarks = {}): string {
  const time = (record.occurredAt ?? record.createdAt).slice(0, 16).replace("T", " ");
  const doubt = record.origin.trust === "untrusted" ? " (untrusted)" : "";
  const judged = verdict === "wrong" || verdict === "outdated" ? ` (judged ${verdict})` : "";
  const where = mount === undefined ? "" : ` in ${mount}`;
  return oneLine(`[${id}] ${time}, ${authorOf(record)}${validity(record)}${where}${doubt}${judged}: ${textOf(record)}`);
}

function authorOf(record: MemoryRecord): string {
  const { role } = record.body instanceof Uint8Array ? {} : record.body;
  // Who found a fact is no part of what it says.
  if (record.kind === "fact") return "fact";
  const name = record.kind === "message" ? (speakerOf(record) ?? role) : (citationOf(record) ?? record.origin.source);
  // What comes after a colon is the text.
  return typeof name === "string" ? name.replace(/:(?=\s)/g, " –") : record.kind;
}

/** Of a passage with a title or a document: `Descaling (manual.pdf, page 12)`. */
export function citationOf(record: MemoryRecord): string | undefined {
  const { document, page } = record.body instanceof Uint8Array ? {} : record.body;
  const title = titleOf(record);
  if (typeof document !== "string" || document === "") return title;
  const place = typeof page === "number" ? `${document}, page ${page}` : document;
  return title === undefined || title === document ? place : `${title} (${place})`;
}

/** When a fact holds, so that what is over is not taken for what is. */
function validity(record: MemoryRecord): string {
  const { validFrom, validTo } = factBody(record) ?? {};
  const from = validFrom === undefined ? "" : ` from ${validFrom.slice(0, 10)}`;
  return `${from}${validTo === undefined ? "" : ` until ${validTo.slice(0, 10)}`}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
