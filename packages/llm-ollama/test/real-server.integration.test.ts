import { describeWithService } from "@pagefile/services";
import { chatText, readChat, rejectionOf, weatherTool } from "@pagefile/testing";
import { describe, expect, test } from "vitest";
import { createOllama } from "../src/index.ts";

describeWithService("ollama", "what Ollama does that the suite does not ask", ({ url }) => {
  const ollama = createOllama({ host: url });
  const brief = { maxOutputTokens: 12, temperature: 0, seed: 1 };

  test("is reachable", async () => {
    expect(await ollama.reachable()).toBe(true);
  });

  test("lists its models with what they can do", async () => {
    const models = await ollama.list();
    expect(models).toContainEqual({ name: "minilm:latest", capabilities: ["embedding"], contextLength: 512 });
    expect(models).toContainEqual({ name: "smollm2-tools:latest", capabilities: ["completion", "tools"], contextLength: 8192 });
  });

  test("lowers a window to what the model was trained with, and then refuses nothing for it", async () => {
    const model = ollama.chat("smollm2", { contextWindow: 100_000 });
    expect((await readChat(model, brief)).at(-1)).toMatchObject({ type: "finish", usage: { outputTokens: expect.any(Number) } });
    expect(model).toMatchObject({ contextWindow: 8192, capabilities: { tools: false } });
  });

  test("says what to do when tools are sent to a model that takes none", async () => {
    const error = await rejectionOf(readChat(ollama.chat("smollm2"), { ...brief, tools: [weatherTool] }));
    expect(error).toMatchObject({ code: "MODEL_REJECTED" });
    expect(error.message).toContain("{ tools: false }");
  });

  test("stops at the end of the window instead of forgetting the beginning", async () => {
    const model = ollama.chat("smollm2", { contextWindow: 256 });
    const messages = [{ role: "user", text: `Repeat this: ${"one two three ".repeat(60)}` }] as const;
    const finish = (await readChat(model, { messages, temperature: 0, maxOutputTokens: 400 })).at(-1);
    expect(finish).toMatchObject({ type: "finish", reason: "length" });
    if (finish?.type !== "finish") return;
    // The last token need not fit: nothing is written after it.
    expect((finish.usage?.inputTokens ?? 0) + (finish.usage?.outputTokens ?? 0)).toBeLessThanOrEqual(257);
  });

  test("writes the same text again for the same seed", async () => {
    const model = ollama.chat("smollm2", { contextWindow: 512, parameters: { top_p: 0.9 } });
    const request = { maxOutputTokens: 12, temperature: 0.8, seed: 42 };
    expect(chatText(await readChat(model, request))).toBe(chatText(await readChat(model, request)));
  });

  describe("embeddings", () => {
    test("are of the length the server is asked to shorten them to", async () => {
      const embedder = ollama.embedder("minilm", { dimensions: 128, shorten: true });
      const [vector] = await embedder.embed(["My sister Ana moved to Porto."], { purpose: "document" });
      expect(vector).toHaveLength(128);
    });

    test("of another length than declared are a mismatch", async () => {
      const embedding = ollama.embedder("minilm", { dimensions: 768 }).embed(["a"], { purpose: "document" });
      expect(await rejectionOf(embedding)).toMatchObject({ code: "EMBEDDER_MISMATCH" });
    });
  });
});
