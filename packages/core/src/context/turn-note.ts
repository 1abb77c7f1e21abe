import type { Recall } from "../retrieval/recall.ts";

/** What rides with the newest user message for one turn and is never stored: the time, what was recalled, warnings. */
export interface TurnNote {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly recall: Recall | undefined;
  /** Recall missed something; why, as a sentence. */
  readonly partial: string | undefined;
  /** The window is nearly full. */
  readonly pressure: boolean;
}

export const noteStart = "<memory>";
export const noteEnd = "</memory>";
/** The line above what was recalled. */
export const recalledHeading = "Recalled (oldest knowledge may be out of date):";

/** The note as text. */
export function noteText({ now, recall, partial, pressure }: TurnNote): string {
  const lines = [`Now: ${weekday.format(now)} ${new Date(now).toISOString().slice(0, 16).replace("T", " ")} UTC.`];
  if (recall?.found === true) lines.push(recalledHeading, recall.text);
  if (partial !== undefined) lines.push(partial);
  if (pressure) {
    lines.push(
      "Your view is nearly full and the oldest messages will soon leave it. Save now with core_memory_append what must stay in view.",
    );
  }
  return `${noteStart}\n${lines.join("\n")}\n${noteEnd}`;
}

const weekday = new Intl.DateTimeFormat("en", { weekday: "long", timeZone: "UTC" });
