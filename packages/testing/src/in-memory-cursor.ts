import type { Cursor, DeadLetter, RecordId, Seq } from "@pagefile/core/contracts";

/** One store's cursor in one space. */
export class InMemoryCursor implements Cursor {
  #seq: Seq = 0;
  readonly #letters = new Map<RecordId, DeadLetter>();

  get seq(): Seq {
    return this.#seq;
  }

  async get(): Promise<Seq> {
    return this.#seq;
  }

  async advance(seq: Seq, buried: readonly DeadLetter[] = []): Promise<void> {
    this.#seq = seq;
    if (seq === 0) this.#letters.clear();
    for (const letter of buried) this.#letters.set(letter.id, { ...letter });
  }

  async deadLetters(): Promise<readonly DeadLetter[]> {
    return structuredClone([...this.#letters.values()]);
  }

  async settle(ids: readonly RecordId[]): Promise<void> {
    for (const id of ids) this.#letters.delete(id);
  }
}
