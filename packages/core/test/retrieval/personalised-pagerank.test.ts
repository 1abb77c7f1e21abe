import { expect, test } from "vitest";
import { personalisedPageRank } from "../../src/retrieval/personalised-pagerank.ts";

const sum = (rank: ReadonlyMap<string, number>): number => [...rank.values()].reduce((total, weight) => total + weight, 0);

test("keeps the weight of the seeds, however much of it leads nowhere", () => {
  const rank = personalisedPageRank(
    [
      ["a", "b"],
      ["b", "c"],
    ],
    new Map([
      ["a", 3],
      ["alone", 1],
    ]),
  );
  expect(sum(rank)).toBeCloseTo(1);
});

test("ranks what lies nearer, and what more ways lead to, higher; and says the same each time", () => {
  const links = [
    ["a", "b"],
    ["a", "c"],
    ["b", "d"],
    ["c", "d"],
    ["d", "e"],
    ["x", "y"],
  ] as const;
  const rank = personalisedPageRank(links, new Map([["a", 1]]));
  const order = [...rank].toSorted((one, other) => other[1] - one[1]).map(([id]) => id);
  expect(order.slice(0, 2)).toEqual(["a", "d"]);
  expect(order.at(-1)).toBe("e");
  expect(rank.has("x")).toBe(false);
  expect([...personalisedPageRank(links, new Map([["a", 1]]))]).toEqual([...rank]);
});

test("shares out less through what is linked to everything", () => {
  const hub = Array.from({ length: 50 }, (_, at) => ["hub", `leaf ${at}`] as const);
  const rank = personalisedPageRank([["seed", "hub"], ["seed", "friend"], ["friend", "theirs"], ...hub], new Map([["seed", 1]]));
  expect(rank.get("theirs") ?? 0).toBeGreaterThan(5 * (rank.get("leaf 0") ?? 1));
});
