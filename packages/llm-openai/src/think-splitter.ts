import type { ChatEvent } from "@pagefile/core/contracts";

const OPENING = "<think>";
const CLOSING = "</think>";

/**
 * Tells what a model thinks from what it says, for servers that leave the model's own `<think>…</think>` in front of the
 * answer. Tags may come in pieces; anywhere but at the very beginning they are text.
 */
export class ThinkSplitter {
  #state: "beginning" | "thinking" | "saying" = "beginning";
  #held = "";
  #hasSaid = false;

  /** Whether anything but thoughts and blanks was handed on. */
  get hasSaid(): boolean {
    return this.#hasSaid;
  }

  *push(text: string): Generator<ChatEvent> {
    this.#held += text;
    if (this.#state === "beginning") this.#begin();
    if (this.#state === "thinking") yield* this.#think();
    if (this.#state === "saying") yield* this.#release("text-delta", this.#held.length);
  }

  /** What is still held when the stream ends. */
  *end(): Generator<ChatEvent> {
    yield* this.#release(this.#state === "thinking" ? "reasoning-delta" : "text-delta", this.#held.length);
  }

  #begin(): void {
    const text = this.#held.trimStart();
    if (text.startsWith(OPENING)) {
      this.#state = "thinking";
      this.#held = text.slice(OPENING.length);
    } else if (!OPENING.startsWith(text)) {
      this.#state = "saying";
    }
  }

  *#think(): Generator<ChatEvent> {
    const end = this.#held.indexOf(CLOSING);
    if (end < 0) {
      yield* this.#release("reasoning-delta", this.#held.length - openEnd(this.#held));
      return;
    }
    yield* this.#release("reasoning-delta", end);
    this.#held = this.#held.slice(CLOSING.length);
    this.#state = "saying";
  }

  *#release(type: "text-delta" | "reasoning-delta", length: number): Generator<ChatEvent> {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    this.#hasSaid ||= type === "text-delta" && text.trim() !== "";
    if (text !== "") yield { type, text };
  }
}

/** How many characters at the end could be the beginning of the closing tag. */
function openEnd(text: string): number {
  for (let length = Math.min(CLOSING.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(CLOSING.slice(0, length))) return length;
  }
  return 0;
}
