import type { LexicalCandidate } from "@pagefile/core/contracts";
import { describe, expect, test } from "vitest";
import { LexicalScorer } from "../../src/retrieval/lexical-score.ts";

const candidate = (id: string, position: number, terms: readonly string[]): LexicalCandidate => ({
  id,
  version: 1,
  kind: "message",
  score: 0,
  matched: true,
  terms,
  group: "g",
  position,
});

describe("LexicalScorer", () => {
  const statistics = { documents: 10, averageLength: 2, frequencies: [1, 4] };
  const candidates = [candidate("a", 1, ["red", "car"]), candidate("b", 2, ["blue", "bus"]), candidate("c", 5, ["far", "car"])];
  const scorer = new LexicalScorer({ candidates, statistics }, ["red", "car"]);
  const [red, car] = [Math.log(1 + 9.5 / 1.5), Math.log(1 + 6.5 / 4.5)];
  const score = (at: number): number => scorer.score(candidates[at] ?? candidate("", 0, [])).score;

  test("is BM25 with k1 0.9 and b 0.6 for a record that holds the words", () => {
    expect(score(0)).toBeCloseTo(red + car, 10);
  });

  test("gives a neighbour half the weight of each word, and a quarter two places away", () => {
    expect(score(1)).toBeCloseTo((red + car) / 2, 10);
    const far = candidate("d", 3, []);
    const spread = new LexicalScorer({ candidates: [...candidates.slice(0, 2), far], statistics }, ["red", "car"]);
    expect(spread.score(far).score).toBeCloseTo((red + car) / 4, 10);
  });

  test("takes the greatest of own and neighbours' weight, not their sum, and nothing from beyond the radius", () => {
    expect(score(2)).toBeCloseTo(car, 10);
    const twice = [candidate("a", 1, ["car", "car"]), candidate("b", 2, ["car", "bus"])];
    const both = new LexicalScorer({ candidates: twice, statistics: { ...statistics, frequencies: [4] } }, ["car"]);
    expect(both.score(twice[1] ?? candidate("", 0, [])).score).toBeCloseTo(car, 10);
  });

  test("takes a session and a document of one name for two groups", () => {
    const session = candidates.slice(0, 2);
    const page: LexicalCandidate = { ...candidate("p", 2, ["red"]), kind: "passage" };
    const apart = new LexicalScorer({ candidates: [...session, page], statistics }, ["red", "car"]);
    const scoreOf = (one: LexicalCandidate | undefined): number => apart.score(one ?? page).score;
    expect(scoreOf(session[1])).toBeCloseTo((red + car) / 2, 10);
    expect(apart.score(page).near).toEqual([]);
    expect(apart.score(page).group).not.toBeCloseTo(apart.score(session[0] ?? page).group, 6);
  });

  test("covers everything with all words and less with some", () => {
    expect(scorer.score(candidates[0] ?? candidate("", 0, [])).coverage).toBeCloseTo(1, 10);
    expect(scorer.score(candidates[2] ?? candidate("", 0, [])).coverage).toBeCloseTo(car / (red + car), 10);
  });
});
