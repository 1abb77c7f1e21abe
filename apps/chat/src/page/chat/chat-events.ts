import type { ServerEvent } from "../../protocol/events.ts";
import type { EntryView } from "../../protocol/timeline.ts";
import { type PageMessage, turnOf } from "./page-message.ts";

export type TurnStart = Extract<ServerEvent, { type: "turn-start" }>;

/** What somebody said in another window or the terminal, put at the end. A turn that is gone on with says nothing anew. */
export function withSaid(shown: readonly PageMessage[], { turn, text, by }: TurnStart): PageMessage[] {
  if (text === "" || shown.some((one) => turnOf(one) === turn)) return [...shown];
  const metadata = { turn, ...(by === undefined ? {} : { speaker: by }) };
  return [...shown, { id: turn, role: "user", metadata, parts: [{ type: "text", text }] }];
}

/** Whether there may be other messages after this than before. */
export function changesMessages(event: ServerEvent): boolean {
  if (event.type === "entry") return (event.entry.kind ?? "message") === "message" || isDecision(event.entry);
  return event.type === "hello" || event.type === "many" || event.type === "turn-finish";
}

/** What was said to a call that waits. */
function isDecision({ collection, key }: EntryView): boolean {
  return collection === "agent" && key?.startsWith("confirm/") === true;
}
