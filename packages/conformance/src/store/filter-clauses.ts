import { type Filter, matchesFilter, type MemoryRecord } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { expectError } from "../expect-error.ts";
import { hostileTexts } from "../hostile-text.ts";
import { Random, suiteSeed } from "../random.ts";
import { randomAttributes, randomFilter } from "./random-filter.ts";
import type { StoreContext } from "./store-context.ts";

const needsFilters = (context: StoreContext): string | undefined => (context.filters ? undefined : "does not filter");

/** Expects every arm to return exactly what the reference evaluator accepts; an approximate index may miss one in twenty. */
async function expectReference(context: StoreContext, records: readonly MemoryRecord[], filters: readonly Filter[]): Promise<void> {
  for (const arm of context.arms) {
    const kinds = context.kinds(arm);
    for (const [round, filter] of filters.entries()) {
      const expected = records.filter((record) => kinds.includes(record.kind) && matchesFilter(filter, record)).map(({ id }) => id);
      const found = await context.found(arm, { filter });
      const about = `${arm}, seed ${suiteSeed}, filter ${round}: ${JSON.stringify(filter)}`;
      if (arm === "vector" && context.store.capabilities.vectorSearch === "approximate") {
        expect(expected, about).toEqual(expect.arrayContaining(found));
        expect(found.length, about).toBeGreaterThanOrEqual(Math.floor(expected.length * 0.95));
      } else {
        expect(found, about).toEqual(expected.toSorted());
      }
    }
  }
}

async function writeRandom(context: StoreContext, random: Random): Promise<MemoryRecord[]> {
  const [arm = "lexical"] = context.arms;
  const records: MemoryRecord[] = [];
  for (let batch = 0; batch < 8; batch += 1) {
    records.push(...(await context.write(Array.from({ length: 8 }, () => randomAttributes(random, random.pick(context.kinds(arm)))))));
  }
  return records;
}

/** One record for each value of the attribute `v`, and one without it. */
async function writeValues(context: StoreContext, values: readonly (string | number | boolean)[]): Promise<MemoryRecord[]> {
  const kind = context.kind(context.arms[0] ?? "lexical");
  return context.write([...values.map((v) => ({ kind, attributes: { v } })), { kind }]);
}

export const filterClauses: readonly Clause<StoreContext>[] = inArea("filter", [
  {
    title: "returns exactly what the reference evaluator accepts, for random filters and records",
    unless: needsFilters,
    async run(context) {
      const random = new Random(suiteSeed);
      const records = await writeRandom(context, random);
      await expectReference(
        context,
        records,
        Array.from({ length: 150 }, () => randomFilter(random)),
      );
    },
  },
  {
    title: "compares values with values of their own type only",
    unless: needsFilters,
    async run(context) {
      const values = [1, "1", true, "true", 0, "0", false, "false", "", 1.5, "1.5"];
      const records = await writeValues(context, values);
      const equals = values.map((value): Filter => ({ attribute: "v", equals: value }));
      const ranges: Filter[] = [
        { attribute: "v", range: { gte: 0 } },
        { attribute: "v", range: { lte: 99 } },
        { attribute: "v", range: { gte: "" } },
        { attribute: "v", range: { lt: "\uffff" } },
      ];
      await expectReference(context, records, [
        ...equals,
        ...equals.map((filter): Filter => ({ not: filter })),
        ...ranges,
        { attribute: "v", in: [1, "true"] },
      ]);
    },
  },
  {
    title: "orders text by code point",
    unless: needsFilters,
    async run(context) {
      const records = await writeValues(context, hostileTexts);
      const filters = hostileTexts.flatMap((text): Filter[] => [
        { attribute: "v", range: { gt: text } },
        { attribute: "v", range: { lte: text } },
      ]);
      await expectReference(context, records, filters);
    },
  },
  {
    title: "takes hostile texts as data, in names, values and tags",
    unless: needsFilters,
    async run(context) {
      const kind = context.kind(context.arms[0] ?? "lexical");
      const records = await context.write(hostileTexts.map((text) => ({ kind, attributes: { [text]: text }, tags: [text] })));
      const filters = hostileTexts.flatMap((text): Filter[] => [
        { attribute: text, equals: text },
        { attribute: text, in: ["' OR 1=1 --", text] },
        { not: { attribute: text, range: { gte: "" } } },
        { tag: text },
      ]);
      await expectReference(context, records, filters);
    },
  },
  {
    title: "takes what is absent as equal to nothing and in no range, inherited names included",
    unless: needsFilters,
    async run(context) {
      const records = await writeValues(context, [1]);
      const filters = ["missing", "__proto__", "constructor", "toString", "v"].flatMap((attribute): Filter[] => [
        { attribute, equals: 1 },
        { not: { attribute, equals: 1 } },
        { not: { attribute, range: { gte: 0 } } },
        { not: { attribute, in: [] } },
      ]);
      const occurred: Filter = { time: "occurredAt", range: { gte: "0000-01-01T00:00:00.000Z" } };
      await expectReference(context, records, [...filters, occurred, { not: occurred }]);
    },
  },
  {
    title: "takes `and` of nothing as true, `or` and `in` of nothing as false",
    unless: needsFilters,
    async run(context) {
      const records = await writeValues(context, [1]);
      const empty: Filter[] = [{ and: [] }, { or: [] }, { attribute: "v", in: [] }];
      await expectReference(context, records, [
        ...empty,
        ...empty.map((filter): Filter => ({ not: filter })),
        { and: [{ and: [] }, { not: { or: [] } }] },
      ]);
    },
  },
  {
    title: "refuses a filter when it declares none",
    unless: (context) => (context.filters ? "filters" : undefined),
    async run(context) {
      for (const arm of context.arms) await expectError("STORE_UNSUPPORTED", context.found(arm, { filter: { tag: "x" } }));
    },
  },
]);
