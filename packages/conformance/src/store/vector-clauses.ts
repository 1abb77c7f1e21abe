import type { MemoryRecord } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { expectError } from "../expect-error.ts";
import { Random, suiteSeed } from "../random.ts";
import { embedderId, probe, putChange, type StoreContext } from "./store-context.ts";

const needsArm = (context: StoreContext): string | undefined => (context.kinds("vector").length === 0 ? "has no vector arm" : undefined);
const needsFilters = (context: StoreContext): string | undefined => needsArm(context) ?? (context.filters ? undefined : "does not filter");

interface Corpus {
  readonly records: readonly MemoryRecord[];
  readonly vectors: readonly Float32Array[];
}

async function writeVectors(context: StoreContext, random: Random, count: number): Promise<Corpus> {
  const kind = context.kind("vector");
  const vectors = Array.from({ length: count }, () => random.unitVector(16));
  const records = await context.write(vectors.map((vector, at) => ({ kind, vector, tags: [at % 7 === 0 ? "rare" : "usual"] })));
  return { records, vectors };
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

/** The ids of the ten nearest records that have the tag, if one is given. */
function nearestTen({ records, vectors }: Corpus, query: Float32Array, tag?: string): string[] {
  return records
    .map((record, at) => ({ record, score: cosine(query, vectors[at] ?? probe) }))
    .filter(({ record }) => tag === undefined || record.tags.includes(tag))
    .sort((a, b) => b.score - a.score)
    .slice(0, 10)
    .map(({ record }) => record.id);
}

export const vectorClauses: readonly Clause<StoreContext>[] = inArea("vector", [
  {
    title: "finds the nearest records: all of them by exact search, 95 % by approximate",
    unless: needsArm,
    async run(context) {
      const random = new Random(suiteSeed);
      const corpus = await writeVectors(context, random, 300);
      let found = 0;
      for (let round = 0; round < 40; round += 1) {
        const query = random.unitVector(16);
        const expected = nearestTen(corpus, query);
        const ids = (await context.vector(query, { limit: 10 })).map(({ id }) => id);
        if (context.store.capabilities.vectorSearch !== "approximate") expect(ids, `seed ${random.seed}, round ${round}`).toEqual(expected);
        expect(new Set(ids).size).toBe(10);
        found += ids.filter((id) => expected.includes(id)).length;
      }
      expect(found / 400).toBeGreaterThanOrEqual(0.95);
    },
  },
  {
    title: "scores by cosine, the nearest first",
    unless: needsArm,
    async run(context) {
      const random = new Random(suiteSeed + 1);
      const { records, vectors } = await writeVectors(context, random, 30);
      const query = random.unitVector(16);
      const matches = await context.vector(query, { limit: 20 });
      expect(matches.map(({ score }) => score)).toEqual(matches.map(({ score }) => score).toSorted((a, b) => b - a));
      for (const { id, score, version } of matches) {
        const at = records.findIndex((record) => record.id === id);
        expect(score).toBeCloseTo(cosine(query, vectors[at] ?? probe), 3);
        expect(version).toBe(1);
      }
    },
  },
  {
    title: "returns the stored vectors when asked",
    unless: needsArm,
    async run(context) {
      const { vectors } = await writeVectors(context, new Random(suiteSeed), 1);
      const [match] = await context.vector(vectors[0] ?? probe, { includeVectors: true });
      expect(match?.vector).toHaveLength(16);
      expect(cosine(match?.vector ?? probe, vectors[0] ?? probe)).toBeCloseTo(1, 3);
    },
  },
  {
    title: "filters before it takes the nearest",
    unless: needsFilters,
    async run(context) {
      const random = new Random(suiteSeed + 2);
      const corpus = await writeVectors(context, random, 140);
      let found = 0;
      for (let round = 0; round < 20; round += 1) {
        const query = random.unitVector(16);
        const expected = nearestTen(corpus, query, "rare");
        const ids = (await context.vector(query, { limit: 10, filter: { tag: "rare" } })).map(({ id }) => id);
        if (context.store.capabilities.vectorSearch !== "approximate") expect(ids, `seed ${random.seed}, round ${round}`).toEqual(expected);
        expect(ids).toHaveLength(10);
        found += ids.filter((id) => expected.includes(id)).length;
      }
      expect(found / 200).toBeGreaterThanOrEqual(0.95);
    },
  },
  {
    title: "answers by the newest vector of a record, and with its version",
    unless: needsArm,
    async run(context) {
      const [east, north] = [unit(0), unit(1)];
      const kind = context.kind("vector");
      const { id } = await context.writeOne({ kind, vector: east });
      await context.writeOne({ kind, id, vector: north });
      const [match, ...others] = await context.vector(north);
      expect(match).toMatchObject({ id, version: 2 });
      expect(match?.score).toBeCloseTo(1, 3);
      expect(others).toEqual([]);
    },
  },
  {
    title: "keeps the vectors of two embedders apart, of other lengths too",
    unless: needsArm,
    async run(context) {
      const kind = context.kind("vector");
      const first = await context.writeOne({ kind });
      const second = await context.writeOne({ kind, vector: unit(3) });
      await context.apply([
        { ...putChange(second, { vector: unit(3) }), vector: { embedder: "another", values: Float32Array.of(1, 0, 0) } },
      ]);
      const matches = await context.vector(Float32Array.of(1, 0, 0), { embedder: "another" });
      expect(matches.map(({ id }) => id)).toEqual([second.id]);
      expect((await context.vector(probe)).map(({ id }) => id).toSorted()).toEqual([first.id, second.id]);
      expect(await context.vector(probe, { embedder: "never-used" })).toEqual([]);
    },
  },
  {
    title: "refuses a vector of another length than it holds for the embedder",
    unless: needsArm,
    async run(context) {
      const kind = context.kind("vector");
      const [kept] = await context.write([{ kind }, { kind }]);
      const bad = { ...putChange(kept as MemoryRecord, {}), vector: { embedder: embedderId, values: Float32Array.of(1, 0, 0) } };
      await expectError("EMBEDDER_MISMATCH", context.apply([bad]));
      await expectError("EMBEDDER_MISMATCH", context.vector(Float32Array.of(1, 0, 0)));
      expect(await context.found("vector")).toHaveLength(2);
    },
  },
  {
    title: "looks only at the kinds asked for",
    unless: (context) => (context.kinds("vector").length < 2 ? "serves the vector arm for fewer than two kinds" : undefined),
    async run(context) {
      const [one, two] = context.kinds("vector") as [MemoryRecord["kind"], MemoryRecord["kind"]];
      const [first] = await context.write([{ kind: one }, { kind: two }]);
      expect((await context.vector(probe, { kinds: [one] })).map(({ id }) => id)).toEqual([first?.id]);
      expect(await context.vector(probe)).toHaveLength(2);
    },
  },
]);

/** The unit vector along one axis. */
function unit(axis: number): Float32Array {
  return Float32Array.from({ length: 16 }, (_, at) => (at === axis ? 1 : 0));
}
