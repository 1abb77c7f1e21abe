import { canonicalJson, type Entry, type Head, PagefileError, parseCanonicalJson, type Space } from "../contracts/index.ts";
import { isPlainObject } from "./clean-body.ts";
import { cleanContent } from "./clean-content.ts";
import { cleanId, cleanOrigin } from "./clean-origin.ts";
import { toInstant } from "./instant.ts";

/** The first line of an export. The others are entries as canonical JSON. */
export interface ExportHeader {
  readonly pagefile: "export";
  readonly format: 1;
  readonly space: Space;
  /** What the entries chain up to. */
  readonly head: Head;
}

const hash = /^[0-9a-f]{64}$/;
const salt = /^[0-9a-f]{32}$/;

export function headerLine(space: Space, head: Head): string {
  return `${canonicalJson({ pagefile: "export", format: 1, space, head } satisfies ExportHeader)}\n`;
}

export function entryLine(entry: Entry): string {
  return `${canonicalJson(entry)}\n`;
}

/** @throws PagefileError IMPORT_INVALID */
export function parseHeader(line: string): ExportHeader {
  const header = parse(line, 1);
  if (header["pagefile"] !== "export") throw invalid(1, "It is not the first line of a Pagefile export.");
  if (header["format"] !== 1)
    throw invalid(1, `Its format ${String(header["format"])} is newer than this Pagefile knows; it knows format 1.`);
  const { head } = header;
  if (!isPlainObject(head) || !isCount(head["seq"], 0) || !matches(head["hash"], hash))
    throw invalid(1, "It does not say what the export ends with.");
  return header as unknown as ExportHeader;
}

/** An entry whose parts are what `write` would have made, so that nothing enters that could not have been written. */
export function parseEntry(line: string, number: number): Entry {
  const entry = parse(line, number) as unknown as Entry;
  try {
    const clean = cleanEntry(entry);
    if (clean === undefined || canonicalJson(clean) !== canonicalJson(entry))
      throw invalid(number, "It is not an entry as Pagefile writes it.");
    return clean;
  } catch (cause) {
    if (cause instanceof PagefileError && cause.code !== "IMPORT_INVALID") throw invalid(number, cause.message, cause);
    throw cause;
  }
}

function cleanEntry(entry: Entry): Entry | undefined {
  const { seq, operation, id, version, recordedAt, origin, content, payloadHash, previousHash } = entry;
  if (operation !== "put" && operation !== "delete" && operation !== "erase") return undefined;
  if (!isCount(seq, 1) || !isCount(version, 1) || !matches(previousHash, hash) || !matches(entry.hash, hash)) return undefined;
  if (!(operation === "erase" ? payloadHash === "" : matches(payloadHash, hash))) return undefined;
  if (entry.salt !== undefined && !matches(entry.salt, salt)) return undefined;
  return {
    seq,
    operation,
    id: cleanId(id),
    version,
    recordedAt: toInstant("`recordedAt`", recordedAt),
    ...(origin === undefined ? {} : { origin: cleanOrigin(origin) }),
    ...(content === undefined ? {} : { content: cleanContent(content) }),
    ...(entry.salt === undefined ? {} : { salt: entry.salt }),
    payloadHash,
    previousHash,
    hash: entry.hash,
  };
}

function parse(line: string, number: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = parseCanonicalJson(line);
  } catch (cause) {
    throw invalid(number, "It is not JSON.", cause);
  }
  if (!isPlainObject(value)) throw invalid(number, "It is not a JSON object.");
  return value;
}

function isCount(value: unknown, from: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= from;
}

function matches(value: unknown, form: RegExp): boolean {
  return typeof value === "string" && form.test(value);
}

export function invalid(line: number, how: string, cause?: unknown): PagefileError {
  return new PagefileError("IMPORT_INVALID", `Line ${line} of the import cannot be used. ${how}`, { cause });
}
