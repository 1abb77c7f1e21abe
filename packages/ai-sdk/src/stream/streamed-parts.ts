import type { UiMessageChunk } from "./ui-message-chunk.ts";

type Kind = "text" | "reasoning";

/** The text and reasoning of a reply as it streams: one part open at a time, and which of a step's parts may yet turn void. */
export class StreamedParts {
  /** Stands in the ids of the parts that begin from now on. */
  after = "";
  readonly #counts = { text: 0, reasoning: 0 };
  #open: { readonly kind: Kind; readonly id: string } | undefined;
  #unsettled: readonly string[] = [];
  #said = "";

  /** The text of this step that stands. */
  get said(): string {
    return this.#said;
  }

  *delta(kind: Kind, delta: string): Generator<UiMessageChunk> {
    if (delta === "") return;
    if (this.#open?.kind !== kind) {
      yield* this.end();
      yield* this.#begin(kind, {});
    }
    if (kind === "text") this.#said += delta;
    if (this.#open !== undefined) yield { type: `${kind}-delta`, id: this.#open.id, delta };
  }

  /** A text that nobody streamed; `note` marks one that is not the model's. */
  *whole(text: string, marks: { readonly note?: true } = {}): Generator<UiMessageChunk> {
    yield* this.end();
    yield* this.#begin("text", marks);
    yield* this.delta("text", text);
    yield* this.end();
  }

  *end(): Generator<UiMessageChunk> {
    const open = this.#open;
    this.#open = undefined;
    if (open !== undefined) yield { type: `${open.kind}-end`, id: open.id };
  }

  /** What was streamed is in memory now, or replaced: gives the ids of those parts and forgets them. */
  settle(): readonly string[] {
    const settled = this.#unsettled;
    this.#unsettled = [];
    return settled;
  }

  /** Nothing of this step stands any more, or a new one begins. */
  clear(): void {
    this.#said = "";
  }

  *#begin(kind: Kind, marks: { readonly note?: true }): Generator<UiMessageChunk> {
    this.#counts[kind] += 1;
    const id = `${kind}-${this.after}${this.#counts[kind]}`;
    this.#open = { kind, id };
    this.#unsettled = [...this.#unsettled, id];
    yield { type: `${kind}-start`, id, providerMetadata: { pagefile: { part: id, ...marks } } };
  }
}
