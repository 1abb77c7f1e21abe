import { type ChatEvent, type FinishReason, PagefileError, type Usage } from "../contracts/index.ts";

/** A call as the model wrote it. */
export interface WrittenCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** Everything one request brought back. */
export interface ModelAnswer {
  readonly text: string;
  readonly calls: readonly WrittenCall[];
  readonly reason: FinishReason;
  readonly usage: Usage | undefined;
  /** It was stopped because it would not end. */
  readonly endless: boolean;
}

const mostCharacters = 16_000_000;

type Delta = Extract<ChatEvent, { type: "text-delta" | "reasoning-delta" }>;

/**
 * Gathers a stream into one answer, passing its deltas on as they come. A stream that neither ends nor stops is cut off;
 * one that ends without a `finish` broke off, and may be asked again.
 */
export async function* readAnswer(
  stream: AsyncIterable<ChatEvent>,
  { signal, mostEvents }: { readonly signal: AbortSignal; readonly mostEvents: number },
): AsyncGenerator<Delta, ModelAnswer> {
  const text: string[] = [];
  const calls: WrittenCall[] = [];
  let characters = 0;
  let events = 0;
  const answer = (reason: FinishReason, usage: Usage | undefined, endless: boolean): ModelAnswer => ({
    text: text.join(""),
    calls,
    reason,
    usage,
    endless,
  });
  for await (const event of untilAborted(stream, signal)) {
    events += 1;
    if (event.type === "finish") return answer(event.reason, event.usage, false);
    if (event.type === "tool-call") {
      characters += event.arguments.length + event.name.length;
      calls.push({ id: event.id, name: event.name, arguments: event.arguments });
    } else {
      characters += event.text.length;
      if (event.type === "text-delta") text.push(event.text);
      yield event;
    }
    if (events > mostEvents || characters > mostCharacters) return answer("other", undefined, true);
  }
  throw new PagefileError("MODEL_UNAVAILABLE", "The model's answer broke off before its end.", { retryable: true });
}

/** Ends with the signal's reason even when the model does not listen to the signal. */
async function* untilAborted<T>(stream: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  signal.throwIfAborted();
  const iterator = stream[Symbol.asyncIterator]();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  aborted.catch(() => undefined);
  let ended = false;
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted]);
      ended = next.done === true;
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    if (stop !== undefined) signal.removeEventListener("abort", stop);
    // A stream that hangs would never return, so nobody waits for it.
    if (!ended) iterator.return?.().then(undefined, () => undefined);
  }
}
