import type { UiData, UiMessageMetadata } from "@pagefile/ai-sdk";
import type { UIMessage } from "ai";

export type PageMessage = UIMessage<UiMessageMetadata, UiData>;
export type PagePart = PageMessage["parts"][number];

/** The user's message that a message belongs to; undefined while the server has not said. */
export function turnOf(message: PageMessage): string | undefined {
  return message.metadata?.turn;
}

/** The words of a message, as a person would copy them. */
export function wordsOf(message: PageMessage): string {
  return message.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");
}
