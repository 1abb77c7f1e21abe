import type { SpaceMemory } from "@pagefile/core";
import { type Embedder, hashText } from "@pagefile/core/contracts";

const dimensions = 64;

/**
 * Words that all begin alike and vectors that all begin alike, so that one search finds any of them, in any form. Numbers of
 * ±1/8 make a vector whose length is 1 exactly, which no engine scales to other bytes.
 */
export class Canaries {
  readonly stem: string;
  readonly embedder: Embedder;
  readonly #signs: readonly number[];

  constructor() {
    const random = crypto.getRandomValues(new Uint8Array(16));
    this.stem = `Q${Array.from(random, (byte) => "bcdfghjklmnpqrtvwxz"[byte % 19]).join("")}`;
    this.#signs = signsOf(this.stem, dimensions / 2);
    const embed = async (texts: readonly string[]): Promise<Float32Array[]> => texts.map((text) => this.#vector(text));
    this.embedder = { id: "canaries", dimensions, maxBatch: 256, embed };
  }

  word(number: number): string {
    return `${this.stem}${number}`;
  }

  /** What must not be found: the words as text and as bytes in several codes, the vectors as numbers of two sizes and orders. */
  traces(): Readonly<Record<string, Buffer>> {
    const { stem } = this;
    const floats = (write: (view: DataView, at: number, value: number) => void, size: number): Buffer => {
      const view = new DataView(new ArrayBuffer(this.#signs.length * size));
      for (const [at, value] of this.#signs.entries()) write(view, at * size, value);
      return Buffer.from(view.buffer);
    };
    const base64 = [0, 1, 2].map((shift) => {
      const text = Buffer.from("?".repeat(shift) + stem).toString("base64");
      return [`base64 ${shift}`, Buffer.from(text.slice(4, -4))] as const;
    });
    return {
      text: Buffer.from(stem),
      "lower case": Buffer.from(stem.toLowerCase()),
      "utf-16": Buffer.from(stem.toLowerCase().slice(1), "utf16le"),
      "utf-16 swapped": Buffer.from(stem.toLowerCase().slice(1), "utf16le").swap16(),
      ...Object.fromEntries(base64),
      "32-bit vector": floats((view, at, value) => view.setFloat32(at, value, true), 4),
      "32-bit vector swapped": floats((view, at, value) => view.setFloat32(at, value), 4),
      "64-bit vector": floats((view, at, value) => view.setFloat64(at, value, true), 8),
      "64-bit vector swapped": floats((view, at, value) => view.setFloat64(at, value), 8),
    };
  }

  /** The forms in which any canary is in what somebody was told. */
  in(told: unknown): readonly string[] {
    const text = JSON.stringify(told) ?? "";
    const vector = JSON.stringify(this.#signs).slice(1, -1);
    const isForm = (form: string, trace: Buffer): boolean => !/vector|16/.test(form) && text.includes(trace.toString());
    const forms = Object.entries(this.traces()).filter(([form, trace]) => isForm(form, trace));
    return [...forms.map(([form]) => form), ...(text.includes(vector) ? ["vector"] : [])];
  }

  #vector(text: string): Float32Array {
    const rest = signsOf(text, dimensions / 2);
    return Float32Array.from([...(text.includes(this.stem) ? this.#signs : signsOf(`first ${text}`, dimensions / 2)), ...rest]);
  }
}

function signsOf(text: string, count: number): readonly number[] {
  const digits = hashText(text);
  return Array.from({ length: count }, (_, at) => (Number.parseInt(digits[at] ?? "0", 16) % 2 === 0 ? 0.125 : -0.125));
}

/** Puts a canary into every place a record of every kind has, each made from the message whose id is returned. */
export async function plantCanary(space: SpaceMemory, word: string): Promise<string> {
  const labels = { tags: [`tag-${word}`], attributes: { speaker: word, session: `session-${word}` } };
  const origin = { channel: "user", trust: "user", principal: word, source: `${word}.txt` } as const;
  const message = { kind: "message", text: `Remember ${word} well.`, collection: `of-${word}`, key: `key-${word}`, ...labels } as const;
  const { records } = await space.write(message, { origin, idempotencyKey: `request-${word}` });
  const id = records[0]?.id ?? "";
  const derived = { origin: { ...origin, channel: "agent", parents: [id] } } as const;
  const { records: made } = await space.write(
    [
      { kind: "passage", text: `A document of ${word}.`, body: { title: word, document: `document-${word}` }, ...labels },
      { kind: "block", text: `They spoke of ${word}.`, collection: `summaries-${word}`, key: word, ...labels },
      { kind: "block", body: new TextEncoder().encode(`bytes of ${word}`), collection: "bytes", key: word },
    ],
    derived,
  );
  const fact = { subject: `Person ${word}`, predicate: `likes_${word}`, object: `Thing ${word}`, subjectType: word, single: true };
  await space.graph.addFact({ ...fact, evidence: [id] }, derived);
  await space.graph.addFact({ ...fact, object: `Other ${word}`, evidence: [id] }, derived);
  await space.graph.addAlias(`Person ${word}`, `Alias ${word}`, derived);
  await space.tables.put("things", { key: `row-${word}`, values: { what: word } }, derived);
  // Older versions and deleted records are in the journal too.
  await space.update(id, { text: `Remember ${word} better.` });
  if (made[0] !== undefined) await space.delete(made[0].id);
  return id;
}
