import { type ErrorCode, errorCatalogue, isPagefileError } from "@pagefile/core/contracts";
import { StartRefused } from "../agents/start-refused.ts";
import type { ErrorView } from "../protocol/error.ts";
import { type RefusalStatus, RequestError } from "./request-error.ts";

const statuses: Readonly<Partial<Record<ErrorCode, RefusalStatus>>> = {
  SPACE_INVALID: 404,
  RECORD_NOT_FOUND: 404,
  VERSION_CONFLICT: 409,
  TURN_IN_PROGRESS: 409,
  IDEMPOTENCY_MISMATCH: 409,
  CONFIRMATION_NOT_FOUND: 409,
  SPACE_NOT_EMPTY: 409,
  REQUEST_INVALID: 400,
  QUERY_INVALID: 400,
  FILTER_INVALID: 400,
  RECORD_INVALID: 422,
  LIMIT_EXCEEDED: 422,
  TEXT_NOT_FOUND: 422,
  STORE_REJECTED: 422,
  STORE_UNSUPPORTED: 422,
  IMPORT_INVALID: 422,
  DOCUMENT_INVALID: 422,
  DOCUMENT_UNSUPPORTED: 422,
  MOUNT_READ_ONLY: 403,
  JOURNAL_UNAVAILABLE: 503,
  STORE_UNAVAILABLE: 503,
  EMBEDDER_UNAVAILABLE: 503,
  MODEL_UNAVAILABLE: 503,
  MODEL_RATE_LIMITED: 503,
  CLOSED: 503,
};

const refusals = {
  unknown: { status: 404, code: "NOT_FOUND" },
  missing: { status: 409, code: "AGENT_MISSING" },
  taken: { status: 409, code: "SPACE_TAKEN" },
} as const;

/** What a page is told of an error. The messages of what failed inside may name files, so those are said as the catalogue says them. */
export function errorAnswer(error: unknown): { readonly status: RefusalStatus; readonly view: ErrorView & { readonly current?: unknown } } {
  if (error instanceof RequestError) {
    const { status, code, message, current } = error;
    return { status, view: { error: message, code, ...(current !== undefined && { current }) } };
  }
  if (error instanceof StartRefused) {
    const { status, code } = refusals[error.why];
    return { status, view: { error: error.message, code } };
  }
  if (isPagefileError(error)) {
    const status = statuses[error.code] ?? 500;
    if (error.code === "SPACE_INVALID") return { status, view: { error: "There is no such space.", code: "NOT_FOUND" } };
    const text = status >= 500 ? errorCatalogue[error.code] : error.message;
    return { status, view: { error: text, code: error.code } };
  }
  return { status: 500, view: { error: "Something went wrong inside the server; nothing was changed half-way.", code: "INTERNAL" } };
}
