import { isPagefileError, PagefileError } from "@pagefile/core/contracts";

/** The call that failed, for the message. */
export interface FailedCall {
  readonly part: "MODEL" | "EMBEDDER";
  readonly model: string;
  readonly baseURL: string;
}

/** What the client's APIError carries, and an error inside a stream in part. Servers put numbers where OpenAI has words. */
interface ServerError extends Error {
  readonly status?: number;
  readonly headers?: Headers;
  readonly code?: unknown;
  readonly type?: unknown;
}

const TOO_LONG =
  /context_length_exceeded|exceed_context_size|maximum (context|input) length|context (size|window|length)|too large to process/i;

/** How llama-cpp-python says, with status 500, that it does not know a member of the request. */
const MALFORMED = /^500 \d+ validation errors?:/;

export function openaiError(error: unknown, call: FailedCall): PagefileError {
  if (isPagefileError(error)) return error;
  const { part, model, baseURL } = call;
  const serverError: ServerError = error instanceof Error ? error : new Error(String(error));
  const said = `${baseURL} said: ${serverError.message}`;
  const options = { cause: error };
  if (isTooLong(error)) return new PagefileError(part === "MODEL" ? "MODEL_CONTEXT_OVERFLOW" : "EMBEDDER_REJECTED", said, options);
  const status = statusOf(serverError);
  if (status === undefined) return brokenOff(serverError, call);
  if (status === 401 || status === 403) return new PagefileError("MODEL_AUTHENTICATION", said, options);
  if (status === 404) {
    return new PagefileError("MODEL_NOT_FOUND", `${baseURL} does not have ${model}, or is not the base of an OpenAI API: ${said}`, options);
  }
  // OpenAI's word for an empty account comes as "too many requests", but waiting does not help.
  const retryable = serverError.code !== "insufficient_quota" && (status === 408 || status === 409 || status === 429 || status >= 500);
  if (!retryable || status === 501 || MALFORMED.test(serverError.message)) return new PagefileError(`${part}_REJECTED`, said, options);
  const code = status === 429 && part === "MODEL" ? "MODEL_RATE_LIMITED" : (`${part}_UNAVAILABLE` as const);
  const retryAfterMs = retryAfter(serverError.headers);
  return new PagefileError(code, said, { ...options, retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) });
}

/** Whether the server refused its input for its length: OpenAI's form, llama.cpp's, and the 500 of its embeddings. */
export function isTooLong(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { status, code, type, message } = error as ServerError;
  return status !== 429 && TOO_LONG.test(`${String(code)} ${String(type)} ${message}`);
}

/** The HTTP status, or what stands for it in an error that came inside a stream. */
function statusOf({ status, code, type }: ServerError): number | undefined {
  if (status !== undefined) return status;
  if (typeof code === "number") return code;
  if (code === "rate_limit_exceeded" || type === "rate_limit_error") return 429;
  return type === "invalid_request_error" ? 400 : undefined;
}

function brokenOff(error: ServerError, { part, baseURL }: FailedCall): PagefileError {
  const refused = codeOf(error) === "ECONNREFUSED";
  const message = refused ? `No server answers at ${baseURL}.` : `${baseURL} broke off: ${error.message}`;
  return new PagefileError(`${part}_UNAVAILABLE`, message, { cause: error, retryable: true });
}

/** Network errors hide their code at the bottom of their causes. */
function codeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  return codeOf(error.cause) ?? ("code" in error ? error.code : undefined);
}

function retryAfter(headers: Headers | undefined): number | undefined {
  const ms = Number(headers?.get("retry-after-ms") ?? Number.NaN);
  if (ms >= 0) return ms;
  const after = headers?.get("retry-after") ?? "";
  if (/^\d+(\.\d+)?$/.test(after)) return Number(after) * 1000;
  // A date counts from the server's own clock.
  const wait = Date.parse(after) - Date.parse(headers?.get("date") ?? "");
  return wait >= 0 ? wait : undefined;
}
