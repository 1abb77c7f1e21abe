import { publicSentence } from "../failure.ts";
import type { UiMessageChunk } from "./ui-message-chunk.ts";

export interface UiMessageStreamOptions {
  /** Ends the response, not the turn: a request's own signal, or that of a server that shuts down. */
  readonly signal?: AbortSignal;
  /** Milliseconds of silence after which a comment is sent, so that no proxy takes the connection for dead. @default 15,000 */
  readonly pingMs?: number;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

const streamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-vercel-ai-ui-message-stream": "v1",
  "x-accel-buffering": "no",
} as const;

/**
 * A response that carries the chunks as server-sent events, with `[DONE]` after the last. A chunk is taken only when the reader has
 * room for it. A reader that leaves, and `signal`, end the response and nothing else: the chunks are then read on to their end
 * and thrown away, so the turn behind them runs on. A response that `signal` ends breaks off, so that no client takes what it has
 * for the whole.
 */
export function uiMessageStreamResponse(chunks: AsyncIterable<UiMessageChunk>, options: UiMessageStreamOptions = {}): Response {
  return new Response(new ReadableStream(new ChunkSource(chunks, options)), { headers: { ...options.headers, ...streamHeaders } });
}

const encoder = new TextEncoder();

class ChunkSource {
  readonly #chunks: AsyncGenerator<UiMessageChunk, void>;
  readonly #signal: AbortSignal | undefined;
  readonly #pingMs: number;
  #ping: ReturnType<typeof setTimeout> | undefined;
  #abort: (() => void) | undefined;
  #over = false;

  constructor(chunks: AsyncIterable<UiMessageChunk>, { signal, pingMs = 15_000 }: UiMessageStreamOptions) {
    this.#chunks = withFailure(chunks);
    this.#signal = signal;
    this.#pingMs = pingMs;
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#abort = () => {
      controller.error(this.#signal?.reason);
      this.cancel();
    };
    if (this.#signal?.aborted === true) this.#abort();
    else this.#signal?.addEventListener("abort", this.#abort, { once: true });
  }

  async pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    this.#pingAfterSilence(controller);
    const { value, done } = await this.#chunks.next();
    if (this.#over) return;
    clearTimeout(this.#ping);
    controller.enqueue(encoder.encode(`data: ${value === undefined ? "[DONE]" : JSON.stringify(value)}\n\n`));
    if (done !== true) return;
    this.#end();
    controller.close();
  }

  cancel(): void {
    this.#end();
    void readOn(this.#chunks);
  }

  #pingAfterSilence(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#ping = setTimeout(() => {
      if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(": ping\n\n"));
      this.#pingAfterSilence(controller);
    }, this.#pingMs);
  }

  #end(): void {
    this.#over = true;
    clearTimeout(this.#ping);
    if (this.#abort !== undefined) this.#signal?.removeEventListener("abort", this.#abort);
  }
}

async function* withFailure(chunks: AsyncIterable<UiMessageChunk>): AsyncGenerator<UiMessageChunk, void> {
  try {
    yield* chunks;
  } catch (error) {
    yield { type: "error", errorText: publicSentence({ at: "turn", text: error instanceof Error ? error.message : "", error }) };
  }
}

async function readOn(chunks: AsyncGenerator<UiMessageChunk, void>): Promise<void> {
  for await (const _chunk of chunks);
}
