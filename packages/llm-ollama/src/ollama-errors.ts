import { isPagefileError, PagefileError } from "@pagefile/core/contracts";

/** The server answered with an error status. */
export class OllamaStatusError extends Error {
  readonly status: number;

  constructor(status: number, body: string) {
    super(errorText(body) ?? `status ${status}`);
    this.status = status;
  }
}

/** The call that failed, for the message. */
export interface FailedCall {
  readonly part: "MODEL" | "EMBEDDER";
  readonly model: string;
  readonly host: string;
}

/** Faults of the request that Ollama reports as its own. */
const CLIENT_FAULT = /invalid format|invalid JSON schema|^option ".*" must be|requires more system memory/;

export function ollamaError(error: unknown, call: FailedCall): PagefileError {
  if (isPagefileError(error)) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof OllamaStatusError) return statusError(error, call);
  const unreachable = codeOf(error) === "ECONNREFUSED";
  const message = unreachable
    ? `No Ollama answers at ${call.host}. Start it with: ollama serve`
    : `Ollama at ${call.host} broke off: ${text}`;
  return new PagefileError(`${call.part}_UNAVAILABLE`, message, { cause: error, retryable: true });
}

function statusError(error: OllamaStatusError, { part, model, host }: FailedCall): PagefileError {
  const { status, message } = error;
  const said = `Ollama at ${host} said: ${message}`;
  const cause = error;
  if (status === 404 && message.includes("not found") && message.includes("model")) {
    return new PagefileError("MODEL_NOT_FOUND", `Ollama at ${host} does not have ${model}. Get it with: ollama pull ${model}`, { cause });
  }
  if (status === 401 || status === 403) return new PagefileError("MODEL_AUTHENTICATION", said, { cause });
  if (status === 429) {
    return new PagefileError(part === "MODEL" ? "MODEL_RATE_LIMITED" : "EMBEDDER_UNAVAILABLE", said, { cause, retryable: true });
  }
  if (message.includes("exceeds the context length")) {
    return new PagefileError(part === "MODEL" ? "MODEL_CONTEXT_OVERFLOW" : "EMBEDDER_REJECTED", said, { cause });
  }
  if (status >= 500 && !CLIENT_FAULT.test(message)) {
    return new PagefileError(`${part}_UNAVAILABLE`, said, { cause, retryable: true });
  }
  return new PagefileError(`${part}_REJECTED`, said + remedy(message, model), { cause });
}

function remedy(message: string, model: string): string {
  if (message.includes("does not support tools")) {
    return `. Use a model for which "ollama show" lists tools, or open this one with { tools: false }`;
  }
  if (message.includes("does not support thinking")) return `. Open ${model} without "think"`;
  if (message.includes("does not support chat")) return `. ${model} only embeds: use it as an embedder`;
  if (message.includes("page not found")) return ". Is this an Ollama server, and its host without a path?";
  return "";
}

/** Network errors hide their code at the bottom of their causes. */
function codeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  return "code" in error ? error.code : codeOf(error.cause);
}

function errorText(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null && "error" in parsed) return String(parsed.error);
  } catch {
    // A proxy's page, not Ollama's answer: shown as it is.
  }
  return body.trim() || undefined;
}
