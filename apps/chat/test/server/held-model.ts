import type { ChatEvent, ChatModel } from "@pagefile/core/contracts";

export interface HeldModel extends ChatModel {
  /** Settles when it has said its first words. */
  readonly speaking: Promise<void>;
  /** Lets it go on to its end. */
  release(): void;
}

/** A model that says a few words, and the rest when it is let go on. */
export function heldModel(first: string, rest: string): HeldModel {
  const spoken = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  return {
    id: "held",
    contextWindow: 8192,
    capabilities: { tools: true, structuredOutput: false, images: false },
    speaking: spoken.promise,
    release: released.resolve,
    async *stream(_request, { signal }): AsyncGenerator<ChatEvent> {
      yield { type: "text-delta", text: first };
      spoken.resolve();
      await Promise.race([released.promise, aborted(signal)]);
      signal?.throwIfAborted();
      yield { type: "text-delta", text: rest };
      yield { type: "finish", reason: "stop" };
    },
  };
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
}
