import { type Filter, matchesFilter } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { collect } from "../collect.ts";
import type { MemoryContext } from "./memory-context.ts";

const filters: readonly Filter[] = [
  { tag: "red" },
  { attribute: "n", range: { gte: 3, lt: 7 } },
  { attribute: "s", in: ["rope", "tide"] },
  { not: { attribute: "b", equals: true } },
  { time: "occurredAt", range: { gte: "2023-05-10T00:00:00.000Z" } },
  {
    or: [
      { and: [{ tag: "blue" }, { attribute: "n", range: { lte: 4 } }] },
      { not: { or: [{ tag: "old" }, { attribute: "b", equals: false }] } },
    ],
  },
  { and: [{ attribute: "missing", equals: 1 }] },
];

export const readingClauses: readonly Clause<MemoryContext>[] = inArea("reading", [
  {
    title: "finds what is written by every arm that some store serves",
    async run(context) {
      const space = context.space();
      const ids = await context.write(space, context.drafts(60));
      expect(context.arms).toContain("lexical");
      expect(await context.foundByAll(space)).toEqual(context.allOf(ids));
    },
  },
  {
    title: "filters on every arm as the reference evaluator does",
    async run(context) {
      const space = context.space();
      await context.write(space, context.drafts(80));
      const { items } = await space.list({ limit: 1000 });
      for (const arm of context.arms) {
        for (const filter of filters) {
          const expected = items.filter((record) => matchesFilter(filter, record)).map(({ id }) => id);
          expect(await context.found(space, arm, filter), `${arm}: ${JSON.stringify(filter)}`).toEqual(expected.toSorted());
        }
      }
    },
  },
  {
    title: "finds the same, in the same order, as the journal's own store alone",
    unless: ({ alone }) => (alone === undefined ? "there is no memory of the journal alone to compare with" : undefined),
    async run(context) {
      const [space, other] = [context.space(), context.alone?.space(`${context.tenant}/copy`)];
      await context.work(space, 40);
      await other?.import(await collect(space.export()));
      await context.alone?.catchUp();
      for (const query of ["harbour lantern", "the rope and the tide", "number7 crane in May 2023", "salt"]) {
        const read = async (from: typeof space | undefined): Promise<unknown> => {
          const recall = await from?.read(query, { arms: context.arms, limit: 20 });
          return recall?.hits.map(({ id, score }) => `${id} ${score.toFixed(3)}`);
        };
        expect(await read(space), query).toEqual(await read(other));
      }
    },
  },
  {
    title: "keeps spaces apart on every arm, also those whose names look alike",
    async run(context) {
      const spaces = ["main", "main2", "Main", "main-", "mаin"].flatMap((name) => {
        try {
          return [context.space(name)];
        } catch {
          // Not a name at all, which is as far apart as can be.
          return [];
        }
      });
      const written = [];
      for (const space of spaces) written.push(await context.write(space, context.drafts(8)));
      for (const [at, space] of spaces.entries()) {
        expect(await context.foundByAll(space)).toEqual(context.allOf(written[at] ?? []));
        // A read asks the journal for what a store found, so the stores are asked too.
        for (const store of context.memory.stores)
          expect(written[at], store.name).toEqual(expect.arrayContaining([...(await context.held(store, space))]));
      }
    },
  },
]);
