import { answering, signedOut } from "./reach.ts";
import { asServerError, refusal } from "./server-error.ts";

/** Where a wrong token is an answer, and nobody was signed in. */
export const loginPath = "/api/login";

export interface CallOptions {
  /** @default "GET" */
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON; a Blob is sent as it is. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks the server and takes its answer to be of the type that the protocol says (`apps/chat/src/protocol`). An empty answer is
 * `undefined`. Throws a ServerError and nothing else, except that an abort stays what it is.
 */
export async function call<Answer>(path: string, options: CallOptions = {}): Promise<Answer> {
  const response = await send(path, requestOf(options));
  const text = await response.text().catch((cause: unknown) => Promise.reject(asServerError(cause)));
  return parse(text) as Answer;
}

/** Does what `fetch` does, for an answer that is 2xx; any other, or none, is a ServerError, and the page hears whether it is cut off or signed out. */
export const send: typeof fetch = async (input, init) => {
  const response = await fetch(input, init).catch((cause: unknown) => {
    if (init?.signal?.aborted) throw cause;
    answering.set(false);
    throw asServerError(cause);
  });
  answering.set(true);
  if (response.ok) return response;
  if (response.status === 401 && input !== loginPath) signedOut.set(true);
  throw refusal(response.status, parse(await response.text().catch(() => "")));
};

function requestOf({ method = "GET", body, signal }: CallOptions): RequestInit {
  const bytes = body instanceof Blob;
  const payload = body === undefined || bytes ? body : JSON.stringify(body);
  return {
    method,
    credentials: "same-origin",
    ...(method === "GET" ? {} : { headers: { "content-type": bytes ? "application/octet-stream" : "application/json" } }),
    ...(payload === undefined ? {} : { body: payload }),
    ...(signal === undefined ? {} : { signal }),
  };
}

function parse(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
