import { DefaultChatTransport } from "ai";
import type { ErrorView } from "../../protocol/error.ts";
import { answering } from "../server/reach.ts";
import { asServerError, ServerError } from "../server/server-error.ts";
import type { PageMessage } from "./page-message.ts";

/** Sends the newest message and nothing else: what was said before, the journal knows. */
export function chatTransport(): DefaultChatTransport<PageMessage> {
  return new DefaultChatTransport<PageMessage>({
    api: "/api/chat",
    credentials: "same-origin",
    headers: { "x-ai-sdk-major": "7" },
    fetch: fetchWithSentence,
    prepareSendMessagesRequest: ({ id, messages, trigger }) => ({
      body: { id, message: messages.findLast(({ role }) => role === "user"), trigger },
    }),
    prepareReconnectToStreamRequest: ({ id }) => ({ api: `/api/chat/${encodeURIComponent(id)}/stream` }),
  });
}

/** An answer that is not 2xx becomes the error that the rest of the page knows. */
const fetchWithSentence: typeof fetch = async (input, init) => {
  const response = await fetch(input, init).catch((cause: unknown) => {
    if (init?.signal?.aborted) throw cause;
    answering.set(false);
    throw asServerError(cause);
  });
  if (response.ok) return response;
  const { error, code } = (await response.json().catch(() => ({}))) as Partial<ErrorView>;
  throw new ServerError(error ?? `The server answered ${response.status}.`, {
    code: code ?? `HTTP_${response.status}`,
    status: response.status,
  });
};
