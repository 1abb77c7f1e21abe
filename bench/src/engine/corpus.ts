import { randomSource } from "@pagefile/testing";
import type { Draft } from "@pagefile/core";
import type { Embedder } from "@pagefile/core/contracts";

/** Sentences of made-up words whose frequencies fall off as in real text (Zipf), 12 words each; the same for the same seed. */
export function sentences(count: number, seed: number): string[] {
  const random = randomSource(seed);
  return Array.from({ length: count }, () => Array.from({ length: 12 }, () => word(random.next())).join(" "));
}

/** A word of the 20,000 by a uniform number from 0 to 1: low ranks are common. */
export function word(uniform: number): string {
  let rank = Math.floor(20_000 ** uniform);
  let letters = "";
  do {
    letters += `${consonants[rank % 16] ?? "b"}${vowels[rank % 5] ?? "a"}`;
    rank = Math.floor(rank / 16);
  } while (rank > 0);
  return letters;
}

const consonants = "bdfghjklmnprstvz";
const vowels = "aeiou";

/** Messages of a chat, 40 to a session, user and assistant in turn. */
export function messages(count: number, seed: number): Draft[] {
  return sentences(count, seed).map((text, at) => ({
    kind: "message",
    body: { role: at % 2 === 0 ? "user" : "assistant", text },
    attributes: { session: `s${Math.floor(at / 40)}`, role: at % 2 === 0 ? "user" : "assistant" },
  }));
}

/** Vectors without a model: random directions, the same for the same text length and order of calls. */
export function randomEmbedder(dimensions: number): Embedder {
  const random = randomSource(11);
  return {
    id: `random-${dimensions}`,
    dimensions,
    maxBatch: 512,
    embed: async (texts) =>
      texts.map(() => {
        const values = Float32Array.from({ length: dimensions }, () => random.next() - 0.5);
        const length = Math.hypot(...values);
        return values.map((value) => value / length);
      }),
  };
}
