import { compareCodePoints } from "@pagefile/core/contracts";
import { expect, test } from "vitest";
import { sortRank } from "../src/sort-rank.ts";
import { embedderOf, vectorName } from "../src/vector-name.ts";

const texts = ["", "a", "a\0", "ab", "abcdef", "abcdefg", "b", "é", "記憶", "\uffff", "\u{10000}", "\u{1f600}", "abcde\u{1f600}"];
const numbers = [-1e308, -2, -1.5, -1, -5e-324, -0, 0, 5e-324, 0.1, 1, 1 + Number.EPSILON, 1.5, 2, 2 ** 53, 1e308];

test("ranks never contradict the order of what they rank", () => {
  for (const a of texts)
    for (const b of texts) if (compareCodePoints(a, b) < 0) expect(sortRank(a), `${a} ${b}`).toBeLessThanOrEqual(sortRank(b));
  for (const a of numbers) for (const b of numbers) if (a <= b) expect(sortRank(a), `${a} ${b}`).toBeLessThanOrEqual(sortRank(b));
  expect(sortRank(-0)).toBe(sortRank(0));
  expect(sortRank(1)).toBeLessThan(sortRank(1.5));
  expect(sortRank("ab")).toBeLessThan(sortRank("b"));
});

test("ranks are whole numbers below 2^48", () => {
  for (const value of [...texts, ...numbers]) {
    expect(Number.isInteger(sortRank(value))).toBe(true);
    expect(sortRank(value)).toBeGreaterThanOrEqual(0);
    expect(sortRank(value)).toBeLessThan(2 ** 48);
  }
});

test("the name of a vector gives its embedder back, whatever it is called, and is safe as a file's", () => {
  for (const embedder of ["nomic-embed-text", "openai/text-3 large", "a~b", "~2f~", "名", "\u{1f600}", "..", ""]) {
    expect(embedderOf(vectorName(embedder, 384))).toBe(embedder);
    expect(vectorName(embedder, 384)).toMatch(/^dense\.384\.[\w.~-]*$/);
  }
  expect(embedderOf("terms")).toBeUndefined();
  expect(vectorName("a", 3)).not.toBe(vectorName("a", 4));
});
