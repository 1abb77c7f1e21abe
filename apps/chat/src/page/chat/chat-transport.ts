import { DefaultChatTransport } from "ai";
import { send } from "../server/call.ts";
import { decisionIn } from "./decision.ts";
import type { PageMessage } from "./page-message.ts";

/** Sends the newest message, or what was said to a call that waits, and nothing else: what was said before, the journal knows. */
export function chatTransport(): DefaultChatTransport<PageMessage> {
  return new DefaultChatTransport<PageMessage>({
    api: "/api/chat",
    credentials: "same-origin",
    headers: { "x-ai-sdk-major": "7" },
    fetch: send,
    prepareSendMessagesRequest: ({ id, messages, trigger, body }) => ({
      body: { id, message: decisionIn(body) ?? messages.findLast(({ role }) => role === "user"), trigger },
    }),
    prepareReconnectToStreamRequest: ({ id }) => ({ api: `/api/chat/${encodeURIComponent(id)}/stream` }),
  });
}
