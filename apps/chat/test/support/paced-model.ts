import type { ChatEvent, ChatModel } from "@pagefile/core/contracts";

export interface PacedModel extends ChatModel {
  /** Lets the reply that waits say the rest. */
  release(): void;
}

/** Says the first words, waits for as long as a test wants, then says the rest. Every reply does so until one was released. */
export function pacedModel({ first, rest }: { readonly first: string; readonly rest: string }): PacedModel {
  const released = Promise.withResolvers<void>();
  return {
    id: "paced",
    contextWindow: 8192,
    capabilities: { tools: true, structuredOutput: true, images: false },
    release: () => released.resolve(),
    async *stream(_request, { signal }): AsyncGenerator<ChatEvent> {
      yield { type: "text-delta", text: first };
      await Promise.race([released.promise, aborted(signal)]);
      signal?.throwIfAborted();
      yield { type: "text-delta", text: rest };
      yield { type: "finish", reason: "stop" };
    },
  };
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));
}
