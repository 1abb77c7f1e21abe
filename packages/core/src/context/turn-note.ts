import type { Recall } from "../retrieval/recall.ts";

/** What rides in front of the newest user message for one turn and is never stored: what was recalled, and warnings. */
export interface TurnNote {
  readonly recall: Recall | undefined;
  /** Recall missed something; why, as a sentence. */
  readonly partial: string | undefined;
  /** The window is nearly full. */
  readonly pressure: boolean;
}

export const noteStart = "<memory>";
export const noteEnd = "</memory>";

/** The note as text; empty when there is nothing to say, for small models take an empty one for the message itself. */
export function noteText({ recall, partial, pressure }: TurnNote): string {
  const lines: string[] = [];
  if (recall?.found === true) lines.push("Recalled (oldest knowledge may be out of date):", recall.text);
  if (partial !== undefined) lines.push(partial);
  if (pressure) {
    lines.push(
      "Your view is nearly full and the oldest messages will soon leave it. Save now with core_memory_append what must stay in view.",
    );
  }
  return lines.length === 0 ? "" : `${noteStart}\n${lines.join("\n")}\n${noteEnd}`;
}

/** What stands behind the user's own words for one turn, so that "tomorrow" means something. */
export function timeText(now: number): string {
  return `(Now: ${weekday.format(now)} ${new Date(now).toISOString().slice(0, 16).replace("T", " ")} UTC)`;
}

/** The words without the time behind them. */
export function withoutTime(text: string): string {
  return text.replace(/\n\n\(Now: \w+ [\d: -]+ UTC\)$/, "");
}

const weekday = new Intl.DateTimeFormat("en", { weekday: "long", timeZone: "UTC" });
