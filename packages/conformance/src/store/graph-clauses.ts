import type { FactEdge, GraphFact, RecordId, Space } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { collect } from "../collect.ts";
import { spaceOf } from "../fresh-space.ts";
import { instant } from "../journal/journal-context.ts";
import { recordIds } from "../record-ids.ts";
import { type Draft, putChange, type StoreContext } from "./store-context.ts";

const unless = (context: StoreContext): string | undefined =>
  context.kinds("graph").includes("fact") && context.kinds("graph").includes("entity") ? undefined : "has no graph arm";

async function entities(context: StoreContext, count: number, space: Space = context.space): Promise<string[]> {
  const drafts = Array.from({ length: count }, (): Draft => ({ kind: "entity" }));
  return (await context.write(drafts, space)).map(({ id }) => id);
}

type Ends = readonly [subject: RecordId | undefined, object?: RecordId | undefined];

function fact([subject = "", object]: Ends, rest: Partial<FactEdge> & Pick<Draft, "id" | "createdAt"> = {}): Draft {
  const { id, createdAt, ...more } = rest;
  const edge = { subject, predicate: "knows", evidence: [], ...(object !== undefined && { object }), ...more };
  return { kind: "fact", edge, ...(id !== undefined && { id }), ...(createdAt !== undefined && { createdAt }) };
}

/** Writes facts, each created a minute after the one before. */
async function facts(context: StoreContext, drafts: readonly Draft[], space: Space = context.space): Promise<string[]> {
  const dated = drafts.map((draft, at) => ({ createdAt: instant(at + 1), ...draft }));
  return (await context.write(dated, space)).map(({ id }) => id);
}

/** Facts as id and hops. */
const steps = (found: readonly GraphFact[]): string[] => found.map(({ id, hops }) => `${id} ${hops}`);

const sorted = (ids: readonly (RecordId | undefined)[]): string[] => ids.map(String).toSorted();

export const graphClauses: readonly Clause<StoreContext>[] = inArea("graph", [
  {
    title: "finds the facts around an entity, from it and to it, and the entities they name",
    unless,
    async run(context) {
      const [ana, ben, eve] = await entities(context, 3);
      const [to, from, value] = await facts(context, [fact([ana, ben]), fact([eve, ana]), fact([ana])]);
      await facts(context, [fact([ben, eve])]);
      const found = await context.graph({ seeds: [ana ?? ""] });
      expect(found.facts.map(({ id }) => id)).toEqual([value, from, to]);
      expect(found.entities.map(({ id, hops, version }) => `${id} ${hops} ${version}`).toSorted()).toEqual([
        `${ana} 0 1`,
        `${ben} 1 1`,
        `${eve} 1 1`,
      ]);
      expect(found.truncated).toBe(false);
    },
  },
  {
    title: "returns a fact with its whole edge",
    unless,
    async run(context) {
      const [ana, ben] = await entities(context, 2);
      const evidence = [recordIds.next(), recordIds.next()];
      const whole = { predicate: "lives_in", validFrom: instant(1), validTo: instant(5), evidence };
      const [long, short] = await facts(context, [fact([ana, ben], whole), fact([ana])]);
      const found = await context.graph({ seeds: [ana ?? ""] });
      expect(found.facts).toEqual([
        { id: short, version: 1, hops: 1, subject: ana, predicate: "knows", evidence: [] },
        { id: long, version: 1, hops: 1, subject: ana, object: ben, ...whole },
      ]);
    },
  },
  {
    title: "goes as many facts far as asked, counted from the nearest seed, and each way round only once",
    unless,
    async run(context) {
      const [a, b, c, d, e] = await entities(context, 5);
      const [ab, bc, cd, de, ca] = await facts(context, [fact([a, b]), fact([c, b]), fact([c, d]), fact([d, e]), fact([c, a])]);
      const two = await context.graph({ seeds: [a ?? ""], hops: 2 });
      expect(steps(two.facts)).toEqual([`${ca} 1`, `${ab} 1`, `${cd} 2`, `${bc} 2`]);
      expect(two.entities.map(({ id, hops }) => `${id} ${hops}`).toSorted()).toEqual([`${a} 0`, `${b} 1`, `${c} 1`, `${d} 2`].toSorted());
      const both = await context.graph({ seeds: [a ?? "", e ?? ""], hops: 1 });
      expect(steps(both.facts)).toEqual([`${ca} 1`, `${de} 1`, `${ab} 1`]);
      expect(steps((await context.graph({ seeds: [a ?? ""], hops: 4 })).facts)).toEqual([
        `${ca} 1`,
        `${ab} 1`,
        `${cd} 2`,
        `${bc} 2`,
        `${de} 3`,
      ]);
    },
  },
  {
    title: "keeps the nearest facts within the limit, among equals the newest, and says that it cut some off",
    unless,
    async run(context) {
      const [a, b, c] = await entities(context, 3);
      const written = await facts(context, [fact([b, c]), fact([a, b]), fact([a, c]), fact([b, c])]);
      const [, ab, ac, bc] = written;
      const found = await context.graph({ seeds: [a ?? ""], hops: 2, limit: 3 });
      expect(steps(found.facts)).toEqual([`${ac} 1`, `${ab} 1`, `${bc} 2`]);
      expect(found.truncated).toBe(true);
      expect((await context.graph({ seeds: [a ?? ""], hops: 2, limit: 4 })).truncated).toBe(false);
      const one = await context.graph({ seeds: [a ?? ""], hops: 2, limit: 1 });
      expect(one.entities.map(({ id }) => id).toSorted()).toEqual(sorted([a, c]));
    },
  },
  {
    title: "finds every fact of an entity that has many",
    unless,
    async run(context) {
      const [hub, other] = await entities(context, 2);
      const written = await facts(
        context,
        Array.from({ length: 300 }, (_, at) => fact(at % 2 === 0 ? [hub, other] : [other, hub])),
      );
      const found = await context.graph({ seeds: [hub ?? ""] });
      expect(found.facts.map(({ id }) => id)).toEqual(written.toReversed());
    },
  },
  {
    title: "returns facts that hold at a time: from validFrom, included, to validTo, excluded",
    unless,
    async run(context) {
      const [a, b, c] = await entities(context, 3);
      const drafts = [
        fact([a, b], { validFrom: instant(10), validTo: instant(20) }),
        fact([a, b], { validFrom: instant(20) }),
        fact([a, b], { validTo: instant(10) }),
        fact([b, c]),
      ];
      const [during, after, before, always] = await facts(context, drafts);
      const at = async (minute: number): Promise<string[]> =>
        (await context.graph({ seeds: [a ?? ""], hops: 2, at: instant(minute) })).facts.map(({ id }) => id);
      expect(await at(9)).toEqual([before, always]);
      expect(await at(10)).toEqual([during, always]);
      expect(await at(19)).toEqual([during, always]);
      expect(await at(20)).toEqual([after, always]);
      expect((await context.graph({ seeds: [a ?? ""] })).facts).toHaveLength(3);
    },
  },
  {
    title: "goes on only over facts that hold at the time asked for",
    unless,
    async run(context) {
      const [a, b, c] = await entities(context, 3);
      await facts(context, [fact([a, b], { validTo: instant(10) }), fact([b, c])]);
      expect((await context.graph({ seeds: [a ?? ""], hops: 2, at: instant(10) })).facts).toEqual([]);
      expect((await context.graph({ seeds: [a ?? ""], to: c ?? "", hops: 2, at: instant(10) })).facts).toEqual([]);
    },
  },
  {
    title: "returns facts whose record was created by a time, included",
    unless,
    async run(context) {
      const [a, b] = await entities(context, 2);
      const [first, second] = await facts(context, [fact([a, b]), fact([a, b])]);
      const by = async (minute: number): Promise<string[]> =>
        (await context.graph({ seeds: [a ?? ""], knownBy: instant(minute) })).facts.map(({ id }) => id);
      expect([await by(0), await by(1), await by(2)]).toEqual([[], [first], [second, first]]);
    },
  },
  {
    title: "finds one shortest way to an entity, in its order, along facts of either direction",
    unless,
    async run(context) {
      const [a, b, c, d, e] = await entities(context, 5);
      const [ab, , , dc] = await facts(context, [fact([a, b]), fact([b, d]), fact([d, e]), fact([c, b]), fact([c, e])]);
      const way = await context.graph({ seeds: [a ?? ""], to: c ?? "", hops: 4 });
      expect(steps(way.facts)).toEqual([`${ab} 1`, `${dc} 2`]);
      expect(way.entities.map(({ id }) => id).toSorted()).toEqual(sorted([a, b, c]));
      const long = await context.graph({ seeds: [a ?? ""], to: e ?? "", hops: 4 });
      expect(long.facts.map(({ hops }) => hops)).toEqual([1, 2, 3]);
      for (const [at, { subject, object }] of long.facts.entries()) {
        const next = long.facts[at + 1];
        if (next !== undefined) expect([next.subject, next.object].some((id) => id === subject || id === object)).toBe(true);
      }
    },
  },
  {
    title: "finds no way where there is none, beyond the hops, or to where it starts",
    unless,
    async run(context) {
      const [a, b, c, alone] = await entities(context, 4);
      await facts(context, [fact([a, b]), fact([b, c])]);
      const way = async (to: string | undefined, hops: number): Promise<unknown> =>
        (await context.graph({ seeds: [a ?? ""], to: to ?? "", hops })).facts;
      expect([await way(alone, 4), await way(c, 1), await way(a, 4), await way(recordIds.next(), 4)]).toEqual([[], [], [], []]);
    },
  },
  {
    title: "passes over a seed that is not there, and leaves out a fact that leads to nothing until it does",
    unless,
    async run(context) {
      const [a] = await entities(context, 1);
      const missing = recordIds.next();
      const [dangling] = await facts(context, [fact([a, missing]), fact([missing])]);
      const seeds = [missing, a ?? ""];
      expect(await context.graph({ seeds, hops: 2 })).toEqual({ entities: [{ id: a, version: 1, hops: 0 }], facts: [], truncated: false });
      await context.writeOne({ kind: "entity", id: missing });
      const found = await context.graph({ seeds: [a ?? ""] });
      expect(found.facts.map(({ id }) => id)).toEqual([dangling]);
    },
  },
  {
    title: "leaves out a removed fact, and every fact of a removed entity",
    unless,
    async run(context) {
      const [a, b, c] = await entities(context, 3);
      const [ab, bc, ac] = await facts(context, [fact([a, b]), fact([b, c]), fact([a, c])]);
      await context.remove([ab ?? ""]);
      expect(steps((await context.graph({ seeds: [a ?? ""], hops: 2 })).facts)).toEqual([`${ac} 1`, `${bc} 2`]);
      await context.remove([c ?? ""]);
      expect(await context.graph({ seeds: [a ?? "", b ?? ""], hops: 4 })).toMatchObject({ facts: [], truncated: false });
      expect((await context.graph({ seeds: [c ?? ""] })).entities).toEqual([]);
    },
  },
  {
    title: "follows a fact to its new version, and never back to an older one",
    unless,
    async run(context) {
      const [a, b, c] = await entities(context, 3);
      const old = fact([a, b]);
      const first = await context.writeOne(old);
      await context.writeOne(fact([a, c], { id: first.id, validTo: instant(9) }));
      const found = async (): Promise<unknown> => (await context.graph({ seeds: [a ?? ""] })).facts;
      const expected = [
        { id: first.id, version: 2, hops: 1, subject: a, object: c, predicate: "knows", validTo: instant(9), evidence: [] },
      ];
      expect(await found()).toEqual(expected);
      await context.apply([putChange(first, old)]);
      expect(await found()).toEqual(expected);
      expect((await context.graph({ seeds: [b ?? ""] })).facts).toEqual([]);
    },
  },
  {
    title: "takes a fact without a document, and an opaque entity, out of the graph",
    unless,
    async run(context) {
      const [a, b] = await entities(context, 2);
      const [ab = ""] = await facts(context, [fact([a, b]), fact([a])]);
      await context.writeOne({ kind: "fact", id: ab, terms: null });
      expect((await context.graph({ seeds: [a ?? ""] })).facts).toHaveLength(1);
      await context.writeOne({ kind: "entity", id: a ?? "", terms: null });
      expect(await context.graph({ seeds: [a ?? ""] })).toEqual({ entities: [], facts: [], truncated: false });
    },
  },
  {
    title: "never leads into another space, not even by the same ids",
    unless,
    async run(context) {
      const other = spaceOf(context.tenant, "other");
      const [a = "", b = ""] = await entities(context, 2);
      await context.write(
        [
          { kind: "entity", id: a },
          { kind: "entity", id: b },
        ],
        other,
      );
      const [theirs] = await facts(context, [fact([a, b])], other);
      expect((await context.graph({ seeds: [a] })).facts).toEqual([]);
      const [mine] = await facts(context, [fact([b, a])]);
      expect((await context.graph({ seeds: [a], hops: 4 })).facts.map(({ id }) => id)).toEqual([mine]);
      expect((await context.graph({ seeds: [a], hops: 4 }, other)).facts.map(({ id }) => id)).toEqual([theirs]);
      await context.store.drop(other);
      expect((await context.graph({ seeds: [a] })).facts).toHaveLength(1);
      expect((await context.graph({ seeds: [a] }, other)).entities).toEqual([]);
    },
  },
  {
    title: "scans entities and facts as copies of the graph, those that lead to nothing included",
    unless,
    async run(context) {
      const [a] = await entities(context, 1);
      const [whole, dangling] = await facts(context, [fact([a]), fact([a, recordIds.next()])]);
      const scanned = (await collect(context.store.scan(context.space))).filter(({ arm }) => arm === "graph");
      expect(scanned.map(({ id, version }) => `${id} ${version}`).toSorted()).toEqual(
        [a, whole, dangling].map((id) => `${id} 1`).toSorted(),
      );
    },
  },
]);
