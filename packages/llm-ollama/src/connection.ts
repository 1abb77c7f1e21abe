import { Ollama as Client } from "ollama";
import { OllamaStatusError } from "./ollama-errors.ts";
import type { OllamaOptions } from "./ollama-options.ts";

/** One server, as every part of this package sees it. */
export interface Connection {
  readonly host: string;
  /**
   * A client for one call. The vendor's has no signal per call, skips lines it cannot read, prints to the console and takes a
   * key from the environment; all of that is put right in the `fetch` it is given.
   */
  client(signal: AbortSignal | undefined): Client;
}

export function connectionTo(options: Required<OllamaOptions>): Connection {
  const { host, fetch } = options;
  const headers = { "content-type": "application/json", ...options.headers };
  return {
    host,
    client: (signal) =>
      new Client({
        host,
        fetch: async (input, init) => {
          const response = await fetch(input, { ...init, headers, signal: signal ?? null });
          if (!response.ok) throw new OllamaStatusError(response.status, await response.text());
          return isStream(response) ? withWholeLines(response) : response;
        },
      }),
  };
}

function isStream(response: Response): boolean {
  return response.headers.get("content-type")?.includes("ndjson") ?? false;
}

/** The same response, but a line that is not JSON is an error. */
function withWholeLines(response: Response): Response {
  let rest = "";
  const lines = new TransformStream<string, string>({
    transform(text, controller) {
      const parts = (rest + text).split("\n");
      rest = parts.pop() ?? "";
      for (const line of parts) emit(line, controller);
    },
    flush: (controller) => emit(rest, controller),
  });
  const body = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(lines).pipeThrough(new TextEncoderStream());
  return new Response(body ?? null, response);
}

function emit(line: string, controller: TransformStreamDefaultController<string>): void {
  if (line.trim() === "") return;
  JSON.parse(line);
  controller.enqueue(`${line}\n`);
}
