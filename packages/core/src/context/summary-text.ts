import type { QueueSnapshot } from "./queue-memory.ts";
import { summaryThrough } from "./queue-memory.ts";

/** The summary as the model sees it, with what it leaves open said in words. Empty when nothing was evicted. */
export function summaryText(snapshot: QueueSnapshot): string {
  const { summary, evictedThrough, beyond } = snapshot;
  if (evictedThrough === undefined && !beyond) return "";
  const lines = ["Earlier conversation, summarised (conversation_search finds its full text):"];
  if (summary !== undefined) lines.push(storedSummary(snapshot));
  const erased = evictedThrough !== undefined && (summary === undefined || summaryThrough(summary) < evictedThrough);
  if (erased) lines.push("[A part of the summary was erased together with what it told of.]");
  if (beyond) lines.push("[Some earlier messages were never in view and are not summarised.]");
  return lines.join("\n");
}

/** The text that the next summary continues. */
export function storedSummary({ summary }: Pick<QueueSnapshot, "summary">): string {
  if (summary === undefined || summary.body instanceof Uint8Array) return "";
  const { text } = summary.body;
  return typeof text === "string" ? text : "";
}
