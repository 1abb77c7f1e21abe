import { type ReplayAnswer } from "@pagefile/services/replay-server";
import { rejectionOf } from "@pagefile/testing";
import { expect, test } from "vitest";
import { createOpenAI, type OpenAIEmbedderOptions } from "../src/index.ts";
import { replay } from "./replay.ts";

const document = { purpose: "document" } as const;

async function openEmbedder(answer: ReplayAnswer, options: Partial<OpenAIEmbedderOptions> = {}) {
  const server = await replay({ "/v1/embeddings": answer });
  const embedder = createOpenAI({ baseURL: `${server.url}/v1` }).embedder("m", { dimensions: 2, ...options });
  return { server, embedder, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const reply = (...vectors: readonly (readonly (number | null)[])[]) => ({
  data: vectors.map((embedding, index) => ({ index, embedding })),
});

test("gives vectors of length 1", async () => {
  await using opened = await openEmbedder("ollama-embed", { dimensions: 384 });
  const [vector] = await opened.embedder.embed(["a"], document);
  expect(vector).toHaveLength(384);
  expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5);
});

test("scales vectors, and puts them in the order of their texts", async () => {
  await using opened = await openEmbedder({ data: reply([3, 4], [0, 2]).data.toReversed() });
  const vectors = await opened.embedder.embed(["a", "b"], document);
  expect(vectors.map((vector) => [...vector])).toEqual([
    [0.6000000238418579, 0.800000011920929],
    [0, 1],
  ]);
});

test("asks for plain numbers, sends no empty text, and nothing for no texts", async () => {
  await using opened = await openEmbedder(reply([1, 0], [0, 1]));
  expect(await opened.embedder.embed([], document)).toEqual([]);
  await opened.embedder.embed(["", "b"], document);
  expect(opened.server.bodies).toEqual([{ model: "m", input: [" ", "b"], encoding_format: "float" }]);
});

test("puts the model's prefix in front, by purpose, and its id says so", async () => {
  await using opened = await openEmbedder(reply([1, 0]), { prefixes: { query: "query: ", document: "passage: " } });
  await opened.embedder.embed(["boat"], { purpose: "query" });
  await opened.embedder.embed(["boat"], document);
  expect(opened.server.bodies.map((body) => body["input"])).toEqual([["query: boat"], ["passage: boat"]]);
  expect(opened.embedder.id).toBe("openai/m/2/passage:");
});

test("asks the server to shorten only when told to", async () => {
  await using opened = await openEmbedder(reply([1, 0]), { shorten: true });
  await opened.embedder.embed(["a"], document);
  expect(opened.server.bodies[0]?.["dimensions"]).toBe(2);
});

test("cuts the longest texts at their end until the server takes them", async () => {
  const tooLong = "handmade-llama-server-too-large";
  await using opened = await openEmbedder([tooLong, tooLong, reply([1, 0], [0, 1], [1, 1])]);
  const texts = ["short", `${"x".repeat(599)}😀${"y".repeat(299)}`, "z".repeat(500)];
  expect(await opened.embedder.embed(texts, document)).toHaveLength(3);
  const lengths = opened.server.bodies.map((body) => (body["input"] as string[]).map((text) => text.length));
  expect(lengths).toEqual([
    [5, 900, 500],
    [5, 599, 500],
    [5, 399, 399],
  ]);
  expect(opened.server.bodies[2]?.["input"]).toEqual(["short", "x".repeat(399), "z".repeat(399)]);
});

test("gives up cutting when even a short text is too long", async () => {
  await using opened = await openEmbedder("handmade-llama-server-too-large");
  const error = await rejectionOf(opened.embedder.embed(["x".repeat(200)], document));
  expect(error).toMatchObject({ code: "EMBEDDER_REJECTED", retryable: false });
  expect(opened.server.requests.length).toBeLessThan(6);
});

test("finds the dimensions out by asking", async () => {
  await using server = await replay({ "/v1/embeddings": reply([0, 3, 4]) });
  const embedder = await createOpenAI({ baseURL: `${server.url}/v1` }).resolveEmbedder("m", { maxBatch: 8 });
  expect(embedder).toMatchObject({ id: "openai/m/3", dimensions: 3, maxBatch: 8 });
});

test.each([
  ["another length than declared", reply([1, 0, 0]), "EMBEDDER_MISMATCH"],
  ["a vector without direction", reply([0, 0]), "EMBEDDER_REJECTED"],
  ["a hole in a vector", reply([1, null]), "EMBEDDER_REJECTED"],
  ["no vectors", reply(), "EMBEDDER_REJECTED"],
  ["no list of vectors", {}, "EMBEDDER_REJECTED"],
  ["an unknown model", "ollama-not-found", "MODEL_NOT_FOUND"],
  ["a server that cannot embed", "handmade-llama-server-no-embeddings", "EMBEDDER_REJECTED"],
  ["a refused key", "handmade-no-key", "MODEL_AUTHENTICATION"],
])("takes %s for an error", async (_what, answer, code) => {
  await using opened = await openEmbedder(answer);
  const error = await rejectionOf(opened.embedder.embed(["a"], document));
  expect(error).toMatchObject({ name: "PagefileError", code, retryable: false });
});

test.each(["handmade-unavailable-date", "handmade-rate-limit-seconds", "handmade-empty-500"])(
  "may be tried again after %s",
  async (answer) => {
    await using opened = await openEmbedder(answer);
    const error = await rejectionOf(opened.embedder.embed(["a"], document));
    expect(error).toMatchObject({ code: "EMBEDDER_UNAVAILABLE", retryable: true });
  },
);

test("throws the reason of an aborted signal", async () => {
  await using opened = await openEmbedder(() => {});
  const error = await rejectionOf(opened.embedder.embed(["a"], { ...document, signal: AbortSignal.timeout(300) }));
  expect(error).toMatchObject({ name: "TimeoutError" });
});
