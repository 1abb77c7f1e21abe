import { messageBody } from "../context/message-body.ts";
import type { Instant, MemoryRecord } from "../contracts/index.ts";
import { sortUtterance } from "../offline/utterance.ts";
import { speakerOf } from "../retrieval/document.ts";

/** A message that is extracted, and what of it. */
export interface Source {
  readonly record: MemoryRecord;
  /** What it says in its own words: without lines that quote somebody else or memory itself. */
  readonly text: string;
  readonly told: Instant;
  /** Who "I" is; absent where nobody in the space is meant by it, as in a page from the web. */
  readonly speaker: string | undefined;
}

/**
 * Why a message is not extracted: it is opaque, as all text is that memory gave back; the assistant said it; all of it is
 * quoted; it only asks or greets; or it was changed or taken away since.
 */
export type SkipReason = "opaque" | "assistant" | "quoted" | "tells-nothing" | "gone";

const quoted = /^\s*>/;
/** A line of recalled text, as `renderLine` writes it. */
const recalled = /^\s*\[[0-9a-f-]{13,36}\] \d{4}-\d\d-\d\d \d\d:\d\d, /;
const fenced = /^```[\s\S]*?^```/gm;
const outside: ReadonlySet<string> = new Set(["tool", "document", "web"]);

export function sourceOf(record: MemoryRecord, { assistant }: { readonly assistant: boolean }): Source | SkipReason {
  if (!record.index || record.body instanceof Uint8Array) return "opaque";
  const { role, text: whole } = messageBody(record);
  if (role === "assistant" && !assistant) return "assistant";
  const lines = whole.replace(fenced, "").split("\n");
  const text = lines.filter((line) => !quoted.test(line) && !recalled.test(line)).join("\n");
  if (text.trim() === "") return whole.trim() === "" ? "tells-nothing" : "quoted";
  const { statements, questions, smallTalk } = sortUtterance(text);
  if (statements.length === 0 && (questions.length > 0 || smallTalk !== undefined)) return "tells-nothing";
  const nobody = role === "tool" || outside.has(record.origin.channel);
  const speaker = speakerOf(record) ?? (nobody ? undefined : role);
  return { record, text, told: record.occurredAt ?? record.createdAt, speaker };
}
