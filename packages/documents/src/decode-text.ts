import { PagefileError } from "@pagefile/core/contracts";
import type { DocumentFile } from "./document.ts";

/** The text of a file with `\n` for every line end: UTF-8, UTF-16 with its mark, and else the Windows code page of the west. @throws PagefileError DOCUMENT_INVALID for what is no text */
export function decodeText({ bytes, name }: DocumentFile): string {
  const [first, second] = bytes;
  const wide = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : undefined;
  const text = wide === undefined ? decodeNarrow(bytes) : new TextDecoder(wide).decode(bytes);
  if (text.includes("\0")) throw new PagefileError("DOCUMENT_INVALID", `${name} is no text file.`);
  return text.replace(/\r\n?/g, "\n");
}

function decodeNarrow(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
