import { PagefileError } from "@pagefile/core/contracts";

/**
 * The client's error as ours. What concerns the server and not the request (a wrong key, a collection that is gone) counts as
 * unavailable: a rejection would make core give up the changes at hand for good.
 */
export function storeError(cause: unknown, url: string): unknown {
  if (cause instanceof PagefileError) return cause;
  if (!(cause instanceof Error)) return unavailable(`Qdrant at ${url} failed: ${String(cause)}`, cause);
  if (cause.name === "TimeoutError") return unavailable(`Qdrant at ${url} did not answer in time.`, cause);
  if ("retry_after" in cause) return unavailable(`Qdrant at ${url} asks to slow down.`, cause, cause.retry_after);
  // `fetch` throws a TypeError when there is no answer, and JSON a SyntaxError when it was cut off.
  if (!hasStatus(cause)) return unavailable(`Qdrant does not answer at ${url} (${String(cause.cause ?? cause)}).`, cause);
  const { status } = cause;
  const said = `${status}: ${JSON.stringify(cause.data ?? "no reason given").slice(0, 500)}`;
  if (status === 401 || status === 403) {
    return lasting(`Qdrant at ${url} refused the API key (${status}). Give one that may write as \`apiKey\`.`, cause);
  }
  if (status === 404) {
    return lasting(`Qdrant at ${url} has lost what it held (${said}). Open the memory again and rebuild this store.`, cause);
  }
  if (status === 408 || status === 429 || status >= 500) {
    return unavailable(`Qdrant at ${url} cannot serve now (${said}).`, cause, cause.headers?.get("retry-after"));
  }
  return new PagefileError("STORE_REJECTED", `Qdrant refused the request (${said}).`, { cause });
}

/** Whether an error of ours was made from an answer of this status. */
export function isStatus(error: unknown, status: number): boolean {
  return error instanceof PagefileError && error.cause instanceof Error && hasStatus(error.cause) && error.cause.status === status;
}

interface Answered {
  readonly status: number;
  readonly data?: unknown;
  readonly headers?: Headers;
}

function hasStatus(error: Error): error is Error & Answered {
  return "status" in error && typeof error.status === "number";
}

function lasting(message: string, cause: unknown): PagefileError {
  return new PagefileError("STORE_UNAVAILABLE", message, { cause });
}

function unavailable(message: string, cause: unknown, retryAfter?: unknown): PagefileError {
  const seconds = Number(retryAfter ?? Number.NaN);
  const wait = Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : {};
  return new PagefileError("STORE_UNAVAILABLE", message, { cause, retryable: true, ...wait });
}
