import { rejectionOf } from "@pagefile/testing";
import { expect, test } from "vitest";
import { createOllama } from "../src/index.ts";
import { replay } from "./replay.ts";

const document = { purpose: "document" } as const;
const length = (vector: Float32Array | undefined): number => Math.hypot(...(vector ?? []));

test("gives one vector of length 1 for each text, in order", async () => {
  await using server = await replay({ "/api/embed": "embed" });
  const vectors = await createOllama({ host: server.url }).embedder("minilm", { dimensions: 384 }).embed(["a", "b"], document);
  expect(vectors.map((vector) => vector.length)).toEqual([384, 384]);
  for (const vector of vectors) expect(length(vector)).toBeCloseTo(1, 5);
  expect(vectors[0]).not.toEqual(vectors[1]);
});

test("scales vectors that are not of length 1", async () => {
  await using server = await replay({ "/api/embed": { embeddings: [[3, 4]] } });
  const [vector] = await createOllama({ host: server.url }).embedder("m", { dimensions: 2 }).embed(["a"], document);
  expect([...(vector ?? [])]).toEqual([0.6000000238418579, 0.800000011920929]);
});

test("sends no empty text, and nothing for no texts", async () => {
  await using server = await replay({ "/api/embed": { embeddings: [[1], [1]] } });
  const embedder = createOllama({ host: server.url }).embedder("m", { dimensions: 1, keepAlive: "1m" });
  expect(await embedder.embed([], document)).toEqual([]);
  await embedder.embed(["", "b"], document);
  expect(server.bodyOf("/api/embed")).toEqual({ model: "m", input: [" ", "b"], truncate: true, keep_alive: "1m" });
});

test("puts the model's prefix in front, by purpose, and its id says so", async () => {
  await using server = await replay({ "/api/embed": { embeddings: [[1]] } });
  const prefixes = { query: "search_query: ", document: "search_document: " };
  const ollama = createOllama({ host: server.url });
  const embedder = ollama.embedder("nomic", { dimensions: 1, prefixes });
  await embedder.embed(["boat"], { purpose: "query" });
  await embedder.embed(["boat"], document);
  expect(server.requests.map((request) => request.body["input"])).toEqual([["search_query: boat"], ["search_document: boat"]]);
  expect(embedder.id).not.toBe(ollama.embedder("nomic", { dimensions: 1 }).id);
});

test("asks the server to shorten only when told to", async () => {
  await using server = await replay({ "/api/embed": { embeddings: [[1, 0]] } });
  await createOllama({ host: server.url }).embedder("m", { dimensions: 2, shorten: true }).embed(["a"], document);
  expect(server.bodyOf("/api/embed")["dimensions"]).toBe(2);
});

test("finds the dimensions out by asking", async () => {
  await using server = await replay({ "/api/embed": { embeddings: [[0, 3, 4]] } });
  const embedder = await createOllama({ host: server.url }).resolveEmbedder("m", { maxBatch: 8 });
  expect(embedder).toMatchObject({ id: "ollama/m/3", dimensions: 3, maxBatch: 8 });
});

test.each([
  ["another length than declared", { embeddings: [[1, 0, 0]] }, "EMBEDDER_MISMATCH"],
  ["a vector without direction", { embeddings: [[0, 0]] }, "EMBEDDER_REJECTED"],
  ["a hole in a vector", { embeddings: [[1, null]] }, "EMBEDDER_REJECTED"],
  ["no vectors", { embeddings: [] }, "EMBEDDER_REJECTED"],
  ["no list of vectors", {}, "EMBEDDER_REJECTED"],
  ["an unknown model", "error-embed-not-found", "MODEL_NOT_FOUND"],
  ["too long a text", "error-context", "EMBEDDER_REJECTED"],
  ["a refused key", "handmade-unauthorized", "MODEL_AUTHENTICATION"],
])("takes %s for an error", async (_what, answer, code) => {
  await using server = await replay({ "/api/embed": answer });
  const embedding = createOllama({ host: server.url }).embedder("m", { dimensions: 2 }).embed(["a"], document);
  expect(await rejectionOf(embedding)).toMatchObject({ name: "PagefileError", code, retryable: false });
});

test.each(["handmade-bad-gateway", "handmade-too-many", "handmade-cut"])("may be tried again after %s", async (answer) => {
  await using server = await replay({ "/api/embed": answer });
  const embedding = createOllama({ host: server.url }).embedder("m", { dimensions: 2 }).embed(["a"], document);
  expect(await rejectionOf(embedding)).toMatchObject({ code: "EMBEDDER_UNAVAILABLE", retryable: true });
});

test("throws the reason of an aborted signal", async () => {
  await using server = await replay({ "/api/embed": () => {} });
  const signal = AbortSignal.timeout(50);
  const embedding = createOllama({ host: server.url })
    .embedder("m", { dimensions: 2 })
    .embed(["a"], { ...document, signal });
  expect(await rejectionOf(embedding)).toMatchObject({ name: "TimeoutError" });
});

test("lists the models with what they can do", async () => {
  const show = { capabilities: ["embedding"], model_info: { "general.architecture": "bert", "bert.context_length": 512 } };
  await using server = await replay({ "/api/tags": { models: [{ name: "minilm:latest" }] }, "/api/show": show });
  const models = await createOllama({ host: server.url }).list();
  expect(models).toEqual([{ name: "minilm:latest", capabilities: ["embedding"], contextLength: 512 }]);
});
