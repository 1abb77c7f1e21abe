/** A request that cannot be answered: the status, a code, and a sentence for a person, without a path or a stack. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly status: RefusalStatus;
  readonly code: string;
  /** With a conflict: the present value. */
  readonly current: unknown;

  constructor(status: RefusalStatus, code: string, options: { readonly message: string; readonly current?: unknown }) {
    super(options.message);
    this.status = status;
    this.code = code;
    this.current = options.current;
  }
}

export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 421 | 422 | 429 | 500 | 503;

export function invalid(message: string): RequestError {
  return new RequestError(400, "REQUEST_INVALID", { message });
}

export function notFound(message: string): RequestError {
  return new RequestError(404, "NOT_FOUND", { message });
}
