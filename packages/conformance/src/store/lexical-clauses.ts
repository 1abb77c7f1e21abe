import type { Filter } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { Random, suiteSeed } from "../random.ts";
import { modelSearch, type ModelRecord, randomDraft, storeCandidates, vocabulary } from "./lexical-model.ts";
import type { StoreContext } from "./store-context.ts";

const needsArm = (context: StoreContext): string | undefined => (context.kinds("lexical").length === 0 ? "has no lexical arm" : undefined);
const needsFilters = (context: StoreContext): string | undefined => needsArm(context) ?? (context.filters ? undefined : "does not filter");

/** A corpus of random records, some replaced and some removed, in the store and in the model. */
async function writeCorpus(context: StoreContext, random: Random): Promise<ModelRecord[]> {
  const kind = context.kind("lexical");
  const drafts = Array.from({ length: 80 }, () => ({ ...randomDraft(random), kind }));
  const written = await context.write(drafts);
  const counts = new Map<string, number>();
  let records = written.map(({ id, version, tags }, at): ModelRecord => {
    const { terms = [], group } = drafts[at] ?? {};
    if (group === undefined) return { id, version, tags, terms: terms ?? [], position: 0 };
    counts.set(group, (counts.get(group) ?? 0) + 1);
    return { id, version, tags, terms: terms ?? [], group, position: counts.get(group) ?? 0 };
  });
  for (const old of random.sample(records, 12, 12)) {
    const { terms = [], tags = [] } = randomDraft(random);
    await context.writeOne({ kind, id: old.id, terms, tags, ...(old.group !== undefined && { group: old.group }) });
    records = records.map((record) => (record === old ? { ...old, version: 2, terms: terms ?? [], tags } : record));
  }
  const removed = random.sample(records, 10, 10);
  await context.remove(removed.map(({ id }) => id));
  return records.filter((record) => !removed.includes(record));
}

export const lexicalClauses: readonly Clause<StoreContext>[] = inArea("lexical", [
  {
    title: "finds exactly the records that hold a term, with their words and versions",
    unless: needsArm,
    async run(context) {
      const random = new Random(suiteSeed);
      const records = await writeCorpus(context, random);
      for (let round = 0; round < 60; round += 1) {
        const terms = random.sample(vocabulary, 1, 4);
        const found = storeCandidates(await context.lexical(terms));
        expect(found, `seed ${random.seed}, round ${round}, terms ${terms.join(" ")}`).toEqual(modelSearch(records, { terms, radius: 0 }));
      }
    },
  },
  {
    title: "adds the neighbours in the group up to the radius, matching or not, past the gaps of deletions",
    unless: needsArm,
    async run(context) {
      const random = new Random(suiteSeed + 1);
      const records = await writeCorpus(context, random);
      for (let round = 0; round < 60; round += 1) {
        const query = { terms: random.sample(vocabulary, 1, 2), radius: random.integer(1, 8) };
        const found = storeCandidates(await context.lexical(query.terms, query));
        expect(found, `seed ${random.seed}, round ${round}, ${JSON.stringify(query)}`).toEqual(modelSearch(records, query));
      }
    },
  },
  {
    title: "filters the matches and not their neighbours",
    unless: needsFilters,
    async run(context) {
      const random = new Random(suiteSeed + 2);
      const records = await writeCorpus(context, random);
      for (let round = 0; round < 40; round += 1) {
        const query = { terms: random.sample(vocabulary, 1, 3), radius: random.integer(0, 3), tag: random.pick(["x", "y", "z"]) };
        const { terms, radius, tag } = query;
        const found = storeCandidates(await context.lexical(terms, { radius, filter: { tag } }));
        expect(found, `seed ${random.seed}, round ${round}, ${JSON.stringify(query)}`).toEqual(modelSearch(records, query));
      }
    },
  },
  {
    title: "counts documents, lengths and frequencies over the whole space, whatever filter and limit",
    unless: needsArm,
    async run(context) {
      const random = new Random(suiteSeed + 3);
      const records = await writeCorpus(context, random);
      const filter: Filter = { tag: "x" };
      for (let round = 0; round < 20; round += 1) {
        const terms = random.sample(vocabulary, 1, 5);
        const { statistics } = await context.lexical(terms, { limit: 1, ...(context.filters && { filter }) });
        const { averageLength, ...counts } = statistics;
        const frequencies = terms.map((term) => records.filter((record) => record.terms.includes(term)).length);
        expect(counts, `seed ${random.seed}, round ${round}, terms ${terms.join(" ")}`).toEqual({ documents: records.length, frequencies });
        expect(averageLength).toBeCloseTo(records.reduce((sum, record) => sum + record.terms.length, 0) / records.length, 6);
      }
      const empty = await context.lexical(["porto", "记忆"], {}, context.space);
      expect(empty.statistics.frequencies).toHaveLength(2);
    },
  },
  {
    title: "keeps the best by BM25 when there are more matches than the limit, best first",
    unless: needsArm,
    async run(context) {
      const kind = context.kind("lexical");
      const words = [["porto"], ["porto", "boiler"], ["porto"], ["porto", "boiler", "sister"], ["porto"], ["porto"]];
      const filler = (at: number): string[] => Array.from({ length: 6 - (words[at]?.length ?? 0) }, (_, other) => `filler${at}x${other}`);
      const records = await context.write([
        ...words.map((terms, at) => ({ kind, terms: [...terms, ...filler(at)] })),
        ...Array.from({ length: 20 }, (_, at) => ({ kind, terms: filler(at + 10).concat("other") })),
      ]);
      const { candidates } = await context.lexical(["porto", "boiler", "sister"], { limit: 2 });
      expect(candidates.map(({ id }) => id)).toEqual([records[3]?.id, records[1]?.id]);
      expect(candidates[0]?.score).toBeGreaterThan(candidates[1]?.score ?? Number.POSITIVE_INFINITY);
      expect((await context.lexical(["porto"], { limit: 4 })).candidates).toHaveLength(4);
    },
  },
  {
    title: "says of a neighbour that ranks below the limit whether it satisfies the query",
    unless: needsArm,
    async run(context) {
      const kind = context.kind("lexical");
      const words = [["porto", "boiler"], ["porto", "sister"], ["sister"], ["sister"]];
      const [best, below, other] = await context.write(words.map((terms) => ({ kind, group: "g", terms })));
      const { candidates } = await context.lexical(["porto", "boiler"], { limit: 1, radius: 2 });
      expect(candidates[0]).toMatchObject({ id: best?.id, matched: true });
      const neighbours = new Map(candidates.slice(1).map(({ id, matched }) => [id, matched]));
      expect(neighbours).toEqual(
        new Map([
          [below?.id, true],
          [other?.id, false],
        ]),
      );
    },
  },
  {
    title: "keeps groups of different kinds apart, even of the same name",
    unless: (context) => (context.kinds("lexical").length < 2 ? "serves the lexical arm for fewer than two kinds" : undefined),
    async run(context) {
      const [one, two] = context.kinds("lexical") as [MessageKind, MessageKind];
      const kinds = [one, two, one, two, one];
      const records = await context.write(kinds.map((kind, at) => ({ kind, group: "g", terms: [at === 0 ? "porto" : "other"] })));
      const { candidates } = await context.lexical(["porto"], { radius: 1 });
      const found = candidates.map(({ id, kind, group }) => ({ id, kind, group }));
      expect(found).toEqual([0, 2].map((at) => ({ id: records[at]?.id, kind: one, group: "g" })));
      const [first, second] = candidates.map(({ position }) => position);
      expect(second).toBe((first ?? 0) + 1);
      const all = await context.lexical(["other"], {});
      expect(new Map(all.candidates.map(({ id, kind }) => [id, kind]))).toEqual(
        new Map(kinds.slice(1).map((kind, at) => [records[at + 1]?.id, kind])),
      );
    },
  },
  {
    title: "filters before it takes the best",
    unless: needsFilters,
    async run(context) {
      const kind = context.kind("lexical");
      const strong = Array.from({ length: 30 }, () => ({ kind, terms: ["porto", "porto", "porto"], tags: ["strong"] }));
      const weak = { kind, terms: ["porto", ..."a long text in which the word is once".split(" ")], tags: ["weak"] };
      const records = await context.write([...strong, weak]);
      const { candidates } = await context.lexical(["porto"], { limit: 3, filter: { tag: "weak" } });
      expect(candidates.map(({ id }) => id)).toEqual([records.at(-1)?.id]);
    },
  },
  {
    title: "looks only at the kinds asked for, in matches and in statistics",
    unless: (context) => (context.kinds("lexical").length < 2 ? "serves the lexical arm for fewer than two kinds" : undefined),
    async run(context) {
      const [one, two] = context.kinds("lexical") as [MessageKind, MessageKind];
      const [first] = await context.write([
        { kind: one, terms: ["porto", "boiler"] },
        { kind: two, terms: ["porto"] },
      ]);
      const { candidates, statistics } = await context.lexical(["porto"], { kinds: [one] });
      expect(candidates.map(({ id }) => id)).toEqual([first?.id]);
      expect(statistics).toEqual({ documents: 1, averageLength: 2, frequencies: [1] });
      expect((await context.lexical(["porto"])).candidates).toHaveLength(2);
    },
  },
  {
    title: "finds nothing, and says so in the statistics, in a space it knows nothing of",
    unless: needsArm,
    async run(context) {
      expect(await context.lexical(["porto", "记忆"])).toEqual({
        candidates: [],
        statistics: { documents: 0, averageLength: 0, frequencies: [0, 0] },
      });
    },
  },
]);

type MessageKind = ReturnType<StoreContext["kind"]>;
