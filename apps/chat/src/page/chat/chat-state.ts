import type { useChat } from "@ai-sdk/react";
import type { PageMessage } from "./page-message.ts";

/** The chat of the AI SDK, as this page uses it. */
export type Chat = ReturnType<typeof useChat<PageMessage>>;

export function isWriting(status: Chat["status"]): boolean {
  return status === "submitted" || status === "streaming";
}
