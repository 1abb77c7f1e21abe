import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { expectError } from "../expect-error.ts";
import { cosine, type EmbedderContext } from "./embedder-context.ts";

const texts = [
  "My sister Ana moved to Porto.",
  "The boiler was serviced on 3 March.",
  "今天上海下雨了。",
  "func main() { fmt.Println(42) }",
];

function expectUnit(vector: Float32Array, dimensions: number, about: string): void {
  expect(vector, about).toBeInstanceOf(Float32Array);
  expect(vector.length, about).toBe(dimensions);
  expect(Math.hypot(...vector), about).toBeCloseTo(1, 4);
}

const vectorClauses: readonly Clause<EmbedderContext>[] = inArea("vectors", [
  {
    title: "gives vectors of length 1 and of the dimensions it declares",
    async run(context) {
      const { dimensions } = context.embedder;
      for (const [at, vector] of (await context.documents(...texts)).entries()) expectUnit(vector, dimensions, texts[at] ?? "");
    },
  },
  {
    title: "gives a vector of length 1 for an empty text, blanks and control characters too",
    async run(context) {
      for (const text of ["", " ", "\n\t", "\u0001", "\u{1f600}", "?"])
        expectUnit(await context.document(text), context.embedder.dimensions, JSON.stringify(text));
    },
  },
  {
    title: "gives equal texts equal vectors, and different texts different ones, Chinese ones too",
    async run(context) {
      const [first, again] = [await context.document(texts[2] ?? ""), await context.document(texts[2] ?? "")];
      expect(cosine(first, again)).toBeGreaterThan(0.999);
      const vectors = await context.documents(...texts, "我的姐姐住在波尔图。");
      for (const [at, vector] of vectors.entries()) {
        for (const other of vectors.slice(at + 1)) expect(cosine(vector, other)).toBeLessThan(0.999);
      }
    },
  },
  {
    title: "embeds documents and queries into one space, where a text is nearest to itself",
    async run(context) {
      const documents = await context.documents(...texts);
      const queries = await context.embedder.embed(texts, { purpose: "query" });
      for (const [at, query] of queries.entries()) {
        expectUnit(query, context.embedder.dimensions, texts[at] ?? "");
        const scores = documents.map((document) => cosine(query, document));
        expect(scores.indexOf(Math.max(...scores))).toBe(at);
      }
    },
  },
  {
    title: "gives vectors that another object of the same id gives as well",
    async run({ embedder, second }) {
      expect([second.id, second.dimensions]).toEqual([embedder.id, embedder.dimensions]);
      const [[a], [b]] = [await embedder.embed(texts, { purpose: "document" }), await second.embed(texts, { purpose: "document" })];
      expect(cosine(a ?? new Float32Array(), b ?? new Float32Array())).toBeGreaterThan(0.999);
    },
  },
  {
    title: "cuts a text that is longer than the model reads, at its end",
    async run(context) {
      const long = Array.from({ length: 3000 }, (_, at) => texts[at % 2]).join(" ");
      const vector = await context.document(long);
      expectUnit(vector, context.embedder.dimensions, "a long text");
      expect(cosine(vector, await context.document(`${long} ${texts[3]}`))).toBeGreaterThan(0.98);
    },
  },
]);

const batchClauses: readonly Clause<EmbedderContext>[] = inArea("batches", [
  {
    title: "keeps the order of the texts",
    async run(context) {
      const together = await context.documents(...texts);
      for (const [at, text] of texts.entries()) {
        const alone = await context.document(text);
        expect(cosine(together[at] ?? new Float32Array(), alone), text).toBeGreaterThan(0.99);
      }
    },
  },
  {
    title: "takes as many texts as it declares, equal and empty ones among them",
    async run(context) {
      const { maxBatch, dimensions } = context.embedder;
      expect(Number.isInteger(maxBatch) && maxBatch >= 1).toBe(true);
      const many = Array.from({ length: maxBatch }, (_, at) => (at % 5 === 0 ? "" : `Note ${at % 7}.`));
      const vectors = await context.documents(...many);
      expect(vectors).toHaveLength(maxBatch);
      for (const [at, vector] of vectors.entries()) expectUnit(vector, dimensions, many[at] ?? "");
    },
  },
  {
    title: "gives no vectors for no texts",
    async run(context) {
      expect(await context.documents()).toEqual([]);
    },
  },
]);

const failureClauses: readonly Clause<EmbedderContext>[] = inArea("failures", [
  {
    title: "gives up with the signal's reason",
    async run({ embedder }) {
      const reason = new Error("no longer wanted");
      await expect(embedder.embed(texts, { purpose: "document", signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    },
  },
  {
    title: "says that the server does not have the model",
    unless: ({ unknown }) => (unknown === undefined ? "names no unknown model" : undefined),
    async run({ unknown }) {
      const error = await expectError("MODEL_NOT_FOUND", unknown?.embed(texts, { purpose: "document" }) ?? Promise.resolve());
      expect(error.retryable).toBe(false);
    },
  },
]);

/** The contract of an embedder, sentence by sentence. */
export const embedderClauses: readonly Clause<EmbedderContext>[] = [...vectorClauses, ...batchClauses, ...failureClauses];
