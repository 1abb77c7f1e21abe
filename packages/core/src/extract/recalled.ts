import { messageBody, toldBy } from "../context/message-body.ts";
import type { JsonValue, MemoryRecord } from "../contracts/index.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import { foldedWords } from "../retrieval/analyse.ts";
import { textOf } from "../retrieval/document.ts";

/**
 * Whether words of a message are memory's own come back: a tool was given recalled text, or the message it answers, and
 * repeats it. Such text was extracted where it was first said, and may have been overtaken since.
 */
export class RecalledText {
  readonly #space: SpaceMemory;
  readonly #message: MemoryRecord;
  #parents: Promise<readonly string[]> | undefined;

  constructor(space: SpaceMemory, message: MemoryRecord) {
    this.#space = space;
    this.#message = message;
  }

  async includes(quote: string): Promise<boolean> {
    const { origin } = this.#message;
    const comesBack = messageBody(this.#message).role === "tool" || (origin.parents ?? []).length > 0;
    if (!comesBack) return false;
    this.#parents ??= this.#parentTexts();
    if ((await this.#parents).some((text) => holds(text, quote))) return true;
    const { hits } = await this.#space.read(quote.slice(0, 500).toWellFormed(), {
      arms: ["lexical"],
      limit: 20,
      exclude: [this.#message.id],
    });
    return hits.some(({ record, text }) => record.id < this.#message.id && holds(text, quote));
  }

  /** What the message was made from: texts, and what tools were called with. */
  async #parentTexts(): Promise<readonly string[]> {
    const parents = await this.#space.getMany(this.#message.origin.parents ?? []);
    return parents.flatMap((record) => {
      if (record.kind !== "message") return [textOf(record)];
      const body = messageBody(record);
      return [toldBy(body), ...(body.calls ?? []).flatMap((call) => textsIn(call.arguments))];
    });
  }
}

function textsIn(value: JsonValue): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function holds(text: string, quote: string): boolean {
  const words = foldedWords(quote).join(" ");
  return words !== "" && ` ${foldedWords(text).join(" ")} `.includes(` ${words} `);
}
