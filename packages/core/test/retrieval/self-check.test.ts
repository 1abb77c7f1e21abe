import { type Draft, openMemory, type SpaceMemory } from "@pagefile/core";
import type { Embedder } from "@pagefile/core/contracts";
import { inMemoryJournal } from "@pagefile/testing";
import { describe, expect, test } from "vitest";
import { selfCheckEmbedder } from "../../src/retrieval/self-check.ts";

describe("selfCheckEmbedder", () => {
  test("suggests to switch off an embedder that buries what the words find", async () => {
    const space = await askedAndAnswered(misleading);
    await space.setWeights({ vector: 2 });
    const check = await selfCheckEmbedder(space);
    expect(check).toMatchObject({ questions: 40, suggestedWeight: 0 });
    expect(check.fused).toBeLessThan(check.lexical);
  });

  test("keeps an embedder that does no harm", async () => {
    const space = await askedAndAnswered({ ...misleading, id: "flat", embed: async (texts) => texts.map(() => Float32Array.of(1, 0)) });
    expect(await selfCheckEmbedder(space)).toMatchObject({ questions: 40, suggestedWeight: 0.5 });
  });

  test("concludes nothing from a handful of questions", async () => {
    const space = openMemory({ journal: inMemoryJournal(), embedder: misleading }).space("test/few");
    expect(await selfCheckEmbedder(space)).toEqual({ questions: 0, lexical: 0, fused: 0, suggestedWeight: 0.5 });
  });
});

/** Puts every question and everything about the weather beside each other, and answers elsewhere. */
const misleading: Embedder = {
  id: "misleading",
  dimensions: 2,
  maxBatch: 64,
  embed: async (texts, { purpose }) =>
    texts.map((text) => (purpose === "query" || text.includes("weather") ? Float32Array.of(1, 0) : Float32Array.of(0, 1))),
};

async function askedAndAnswered(embedder: Embedder): Promise<SpaceMemory> {
  const space = openMemory({ journal: inMemoryJournal(), embedder }).space("test/check");
  const say = (speaker: string, session: string, text: string): Draft => ({
    kind: "message",
    text,
    body: { role: "user" },
    attributes: { speaker, session },
  });
  const turns = Array.from({ length: 40 }, (_, at) => [
    say("Ines", `s${at}`, `Where is item${at} kept now?`),
    say("Tomas", `s${at}`, `In box${at} below the stairs.`),
    say("Ines", `w${at}`, `The weather where we stayed was mild on walk${at}, now as ever.`),
  ]).flat();
  await space.write(turns);
  return space;
}
