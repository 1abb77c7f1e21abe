/**
 * Every code a Pagefile package can throw, with what it means. Codes are API and never change their meaning; messages may.
 * `docs/errors.md` is proven equal to this table by a check.
 */
export const errorCatalogue = {
  SPACE_INVALID: "A space name is missing or is not `tenant/name`.",
  RECORD_INVALID: "A record, an id, a tag, an attribute or a body has a shape the memory cannot keep.",
  FILTER_INVALID: "A filter names a field that cannot be filtered on, or compares it with something of the wrong type.",
  QUERY_INVALID: "A read, list or search asks for something that does not exist: an unknown arm, a cursor of another query.",
  RECORD_NOT_FOUND: "No record with that id, or that collection and key, is in the space.",
  VERSION_CONFLICT: "The record changed since it was read; `current` carries its present value.",
  IDEMPOTENCY_MISMATCH: "An idempotency key was used again for a different write.",
  TEXT_NOT_FOUND: "The text to replace is not in the block, or is there more than once.",
  LIMIT_EXCEEDED: "A text, a block or a batch is larger than its limit; the message says by how much.",
  JOURNAL_UNAVAILABLE: "The journal's database cannot be opened, is locked by another process for too long, or is gone.",
  JOURNAL_CORRUPT: "The hash chain of a space is broken; the message names the first bad entry.",
  JOURNAL_NEWER: "The database was written by a newer Pagefile than this one.",
  STORE_UNAVAILABLE: "A store does not answer. The write is in the journal and the store will catch up.",
  STORE_REJECTED: "A store refused a change or a query.",
  STORE_UNSUPPORTED: "A store was asked for an arm, a filter or a size that its capabilities do not list.",
  EMBEDDER_UNAVAILABLE: "The embedding model does not answer.",
  EMBEDDER_REJECTED: "The embedding model refused its input.",
  EMBEDDER_MISMATCH: "Vectors of another length than the embedder declares, or than the store holds for it.",
  MODEL_UNAVAILABLE: "The chat model does not answer, or its stream broke off.",
  MODEL_RATE_LIMITED: "The model's server asks to slow down; `retryAfterMs` says for how long, where it is known.",
  MODEL_AUTHENTICATION: "The model's server refused the credentials.",
  MODEL_NOT_FOUND: "The server does not have the model.",
  MODEL_REJECTED: "The server refused the request as it stands; sending it again will not help.",
  MODEL_CONTEXT_OVERFLOW: "The prompt is longer than the model's context window.",
  MODEL_RESPONSE_INVALID: "The model's answer is empty or not what the protocol allows.",
  MOUNT_READ_ONLY: "The space is mounted to be read; what it holds cannot be changed from here.",
  CONTEXT_TOO_SMALL: "System text, tools and blocks alone do not fit the context window.",
  TURN_IN_PROGRESS: "The agent is already in a turn, or another process went on with it.",
  CONFIRMATION_NOT_FOUND: "No call waits for this confirmation: it was decided before, or the conversation went on without it.",
  REQUEST_INVALID: "What a front end asked for is not a message that can be answered; the message says what is missing.",
  IMPORT_INVALID: "The text to import is not a Pagefile export, or its hash chain does not hold.",
  DOCUMENT_INVALID: "A file is not what its name says, is encrypted, is damaged, or holds no text.",
  DOCUMENT_UNSUPPORTED: "A file is of a kind that no reader knows.",
  SPACE_NOT_EMPTY: "An import needs an empty space.",
  CLOSED: "The memory was closed.",
} as const;

export type ErrorCode = keyof typeof errorCatalogue;

export interface PagefileErrorOptions {
  /** The error this one was made from; kept for logs. */
  readonly cause?: unknown;
  /** Whether the same call may succeed later without a change. @default false */
  readonly retryable?: boolean;
  /** Milliseconds the other side asked to wait before a retry. */
  readonly retryAfterMs?: number;
  /** With VERSION_CONFLICT: the record as it is now. */
  readonly current?: unknown;
}

/** The one error class of all packages: branch on `code`, show `message`. */
export class PagefileError extends Error {
  override readonly name = "PagefileError";
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly current: unknown;

  constructor(code: ErrorCode, message: string, options: PagefileErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.current = options.current;
  }
}

/** Narrows an unknown error to a PagefileError, of one code if given. Also recognises errors of another copy of this package. */
export function isPagefileError(error: unknown, code?: ErrorCode): error is PagefileError {
  if (!(error instanceof Error) || error.name !== "PagefileError" || !("code" in error)) return false;
  return code === undefined || error.code === code;
}
