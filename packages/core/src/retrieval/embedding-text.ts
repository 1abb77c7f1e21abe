import type { MemoryRecord } from "../contracts/index.ts";
import { speakerOf, textOf, titleOf } from "./document.ts";

/**
 * The text whose vector stands for a record. An answer is rarely found without its question, so a message is embedded
 * with the turn before it in its session: `previous turn \n speaker: text (photo: caption)`.
 */
export function embeddingText(record: MemoryRecord, previous?: MemoryRecord): string {
  return previous === undefined ? turnText(record) : `${turnText(previous)}\n${turnText(record)}`;
}

function turnText(record: MemoryRecord): string {
  const name = record.kind === "message" ? speakerOf(record) : titleOf(record);
  return name === undefined ? textOf(record) : `${name}: ${textOf(record)}`;
}
