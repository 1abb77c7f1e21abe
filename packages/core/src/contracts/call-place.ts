import type { RecordId } from "./record.ts";

/**
 * Names one call of one message, by its place from 0, wherever it is told of: in events, confirmations and marks. The ids that
 * models give their calls come again in other messages.
 */
export function callPlace(message: RecordId, at: number): string {
  return `${message}/${at}`;
}
