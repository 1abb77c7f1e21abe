import type { ErrorView } from "../../protocol/error.ts";
import { answering, signedOut } from "./reach.ts";
import { asServerError, ServerError } from "./server-error.ts";

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
  const response = await send(path, options);
  const text = await response.text().catch((cause: unknown) => Promise.reject(asServerError(cause)));
  const answer = parse(text);
  if (response.ok) return answer as Answer;
  const { error, code } = (answer ?? {}) as Partial<ErrorView>;
  throw new ServerError(error ?? `The server answered ${response.status}.`, {
    code: code ?? `HTTP_${response.status}`,
    status: response.status,
    detail: answer,
  });
}

async function send(path: string, { method = "GET", body, signal }: CallOptions): Promise<Response> {
  const bytes = body instanceof Blob;
  const payload = body === undefined || bytes ? body : JSON.stringify(body);
  try {
    const response = await fetch(path, {
      method,
      credentials: "same-origin",
      ...(method === "GET" ? {} : { headers: { "content-type": bytes ? "application/octet-stream" : "application/json" } }),
      ...(payload === undefined ? {} : { body: payload }),
      ...(signal === undefined ? {} : { signal }),
    });
    answering.set(true);
    if (response.status === 401 && path !== "/api/login") signedOut.set(true);
    return response;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    answering.set(false);
    throw asServerError(cause);
  }
}

function parse(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
