import type { ChatEvent, ChatModel } from "@pagefile/core/contracts";

/** A model that says one word for each time it is let go on, until it is told to end. */
export class GatedModel implements ChatModel {
  readonly id = "gated";
  readonly contextWindow = 8192;
  readonly capabilities = { tools: true, structuredOutput: false, images: false };
  /** Requests begun. */
  asked = 0;
  #words: (string | undefined)[] = [];
  #changed = Promise.withResolvers<void>();

  say(...words: readonly string[]): void {
    this.#push(words);
  }

  end(): void {
    this.#push([undefined]);
  }

  async *stream(_request: unknown, { signal }: { readonly signal?: AbortSignal }): AsyncGenerator<ChatEvent> {
    this.asked += 1;
    const aborted = new Promise<never>((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    aborted.catch(() => undefined);
    for (;;) {
      while (this.#words.length === 0) await Promise.race([this.#changed.promise, aborted]);
      const word = this.#words.shift();
      if (word === undefined) break;
      yield { type: "text-delta", text: word };
    }
    yield { type: "finish", reason: "stop" };
  }

  #push(words: readonly (string | undefined)[]): void {
    this.#words.push(...words);
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
