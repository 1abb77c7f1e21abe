import type { ErrorView } from "../../protocol/error.ts";

/** An answer that is not 2xx, or none at all. The message is a sentence for a person. */
export class ServerError extends Error {
  override readonly name = "ServerError";
  /** A code of the error catalogue; `UNREACHABLE` where nothing answered. */
  readonly code: string;
  /** The status of HTTP; 0 where nothing answered. */
  readonly status: number;
  /** What the server sent along, such as the current value in a conflict. */
  readonly detail: unknown;

  constructor(message: string, about: { code: string; status: number; detail?: unknown; cause?: unknown }) {
    super(message, { cause: about.cause });
    this.code = about.code;
    this.status = about.status;
    this.detail = about.detail;
  }
}

/** An answer that is not 2xx, by its status and what it says. */
export function refusal(status: number, answer: unknown): ServerError {
  const { error, code } = (answer ?? {}) as Partial<ErrorView>;
  return new ServerError(error ?? `The server answered ${status}.`, { code: code ?? `HTTP_${status}`, status, detail: answer });
}

export function asServerError(cause: unknown): ServerError {
  if (cause instanceof ServerError) return cause;
  return new ServerError("The program behind this page does not answer. Is it still running?", { code: "UNREACHABLE", status: 0, cause });
}

/** What a conflict (409) says the current value is. */
export function currentOf<Value>(error: ServerError): Value | undefined {
  if (error.status !== 409 || typeof error.detail !== "object" || error.detail === null) return undefined;
  return (error.detail as { readonly current?: Value }).current;
}
