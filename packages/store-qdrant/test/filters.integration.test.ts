import { type Filter, matchesFilter } from "@pagefile/core/contracts";
import { describeWithService } from "@pagefile/services";
import { expect, test } from "vitest";
import { freshSpace, put } from "./support/records.ts";
import { testCollection } from "./support/test-collection.ts";

/** Texts whose first six bytes are alike, so that the server cannot tell their order. */
const texts = ["prefix", "prefixa", "prefixb", "prefixé", "prefix记", "pre", "prefiy", ""];
const numbers = [
  0,
  -0,
  1,
  1 + Number.EPSILON,
  1 - Number.EPSILON / 2,
  -1,
  5e-324,
  -5e-324,
  1e308,
  -1e308,
  2 ** 53,
  0.1,
  0.1 + Number.EPSILON / 16,
];

describeWithService("qdrant", "filters in Qdrant", ({ url }) => {
  const { open } = testCollection(url);

  test("a range is exact where the server cannot order, on every arm and at every limit", async () => {
    const store = open();
    const space = freshSpace();
    const values = [...texts, ...numbers, true];
    // Many times, so that what the server lets through in vain fills whole answers.
    const puts = Array.from({ length: 240 }, (_, at) =>
      put(at, { attributes: { v: values[at % values.length] ?? "" }, kind: at % 2 === 0 ? "message" : "passage" }),
    );
    await store.apply(space, puts);
    const ranges = [
      ...texts.map((text) => ({ gt: text })),
      ...texts.map((text) => ({ gte: "", lt: text })),
      ...numbers.map((number) => ({ lt: number })),
      ...numbers.map((number) => ({ gte: number, lte: 1 })),
    ];
    const positive = ranges.map((range): Filter => ({ attribute: "v", range }));
    for (const filter of [...positive, ...positive.map((not): Filter => ({ not }))]) {
      const expected = puts.filter(({ record }) => matchesFilter(filter, record)).map(({ record }) => record.id);
      const bounds = { kinds: ["message", "passage"], filter } as const;
      const time = await store.search(space, { arm: "time", order: "oldest", limit: 3, ...bounds }, {});
      expect(
        time.map(({ id }) => id),
        JSON.stringify(filter),
      ).toEqual(expected.slice(0, 3));
      const lexical = await store.search(space, { arm: "lexical", terms: ["common"], radius: 0, limit: 500, ...bounds }, {});
      expect(lexical.candidates.map(({ id }) => id).toSorted(), JSON.stringify(filter)).toEqual(expected);
    }
  });

  test("words of one number in the index are told apart by what they are", async () => {
    const store = open();
    const space = freshSpace();
    await store.apply(space, [
      put(1, { text: "w19d2 w1dis w19d2" }),
      put(2, { text: "w1dis" }),
      put(3, { text: "w19d2 and more words than the others have" }),
    ]);
    const search = { arm: "lexical", kinds: ["message"], radius: 0 } as const;
    const { candidates, statistics } = await store.search(space, { ...search, terms: ["w1dis"], limit: 1 }, {});
    expect(candidates.map(({ terms }) => terms.includes("w1dis"))).toEqual([true]);
    expect(statistics.frequencies).toEqual([2]);
    const all = await store.search(space, { ...search, terms: ["w1dis", "w19d2"], limit: 9 }, {});
    expect(all.candidates).toHaveLength(3);
    expect((await store.search(space, { ...search, terms: ["w1dis"], limit: 9 }, {})).candidates).toHaveLength(2);
  });
});
