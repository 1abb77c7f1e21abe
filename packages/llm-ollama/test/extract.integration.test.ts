import { createExtractor, openMemory } from "@pagefile/core";
import { describeWithService } from "@pagefile/services";
import { inMemoryJournal } from "@pagefile/testing";
import { expect, test } from "vitest";
import { createOllama } from "../src/index.ts";

const messages = [
  "My sister Ana lives in Porto.",
  "I work at Siemens.",
  "Where does Ana live?",
  "Tom moved to Bonn in May.",
  "I love hiking.",
];

describeWithService("ollama", "extraction with a real model", ({ url }) => {
  const ollama = createOllama({ host: url });

  test("loses no message, and keeps only what is written in one", { timeout: 600_000 }, async () => {
    await using memory = openMemory({ journal: inMemoryJournal() });
    const space = memory.space("acme/alice");
    const { records } = await space.write(messages.map((text) => ({ kind: "message", text, attributes: { speaker: "Alice" } }) as const));
    const model = ollama.chat("smollm2-tools", { contextWindow: 2048 });
    const extractor = createExtractor({ memory, model, batch: 2 });
    // The model is far too small to find much; what counts is that each message is done, or a dead letter with its reason.
    let [done, tokens] = [0, 0];
    for (let run = 0; run < 3 && done < messages.length; run += 1) {
      const report = await extractor.run("acme/alice");
      done += report.messages;
      tokens += report.tokens;
      for (const { id, reason } of report.deadLetters)
        expect([records.some((record) => record.id === id), reason]).toEqual([true, expect.stringMatching(/\w/)]);
    }
    expect(done).toBe(messages.length);
    expect(tokens).toBeGreaterThan(100);
    const { items: facts } = await space.list({ kind: "fact", limit: 1000 });
    for (const { body } of facts) expect(body).toMatchObject({ text: expect.any(String), evidence: [expect.any(String)] });
    expect(await space.verify()).toMatchObject({ sound: true });
  });
});
