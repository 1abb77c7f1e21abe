import { describe, expect, test } from "vitest";
import { analyse } from "../../src/retrieval/analyse.ts";

describe("analyse", () => {
  test("brings the forms of a word to one term", () => {
    expect(analyse("connected connecting connection connections")).toEqual(["connect", "connect", "connect", "connect"]);
    expect(analyse("went children bought")).toEqual(analyse("goes child buys"));
  });

  test.each([
    ["caresses", "caress"],
    ["ponies", "poni"],
    ["relational", "relat"],
    ["conditional", "condit"],
    ["vietnamization", "vietnam"],
    ["hopefulness", "hope"],
    ["electrical", "electr"],
    ["adjustable", "adjust"],
    ["controlling", "control"],
    ["probate", "probat"],
  ])("stems %s as Porter's own vocabulary does", (word, stem) => {
    expect(analyse(word)).toEqual([stem]);
  });

  test("drops stop words, possessives, punctuation, case and accents", () => {
    expect(analyse("The café of Ana’s SISTER, in Zürich!")).toEqual(["cafe", "ana", "sister", "zurich"]);
  });

  test("keeps the months, whatever else they mean", () => {
    expect(analyse("May March")).toEqual(["mai", "march"]);
  });

  test("finds words in scripts written without blanks", () => {
    expect(analyse("我喜欢编程")).toContain("喜欢");
    expect(analyse("東京に住んでいます")).toContain("東京");
    expect(analyse("한국어 हिन्दी")).toHaveLength(2);
  });

  test("yields only letters and digits, at most 64 of them", () => {
    const hostile = `"x" OR 1=1; NEAR(a*) ${"long".repeat(50)} ${"𠮷".repeat(80)} a\u0000b e\u0301 ½ -- \ud800 ㏒`;
    for (const term of analyse(hostile)) expect(term).toMatch(/^[\p{L}\p{N}]{1,64}$/u);
  });
});
