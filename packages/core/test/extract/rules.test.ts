import { describe, expect, test } from "vitest";
import { applyRules } from "../../src/extract/apply-rules.ts";
import { englishRules } from "../../src/extract/english-rules.ts";
import { silent, telling } from "./sentences.ts";

const factsIn = (text: string, told = "2024-03-10T12:00:00.000Z"): readonly string[] =>
  applyRules(englishRules, { text, speaker: "Alice", told }).map(
    ({ subject, predicate, object, value }) => `${subject} ${predicate} ${object ?? value}`,
  );

describe("the rules", () => {
  const found = telling.map(([sentence, ...facts]) => ({ sentence, facts, found: factsIn(sentence) }));

  test("state nothing that a sentence does not tell, in 101 sentences", () => {
    const wrong = found.flatMap(({ sentence, facts, found }) =>
      found.filter((fact) => !facts.includes(fact)).map((fact) => [sentence, fact]),
    );
    const junk = silent.flatMap((sentence) => factsIn(sentence).map((fact) => [sentence, fact]));
    expect([...wrong, ...junk]).toEqual([]);
    expect(telling.length + silent.length).toBe(101);
  });

  test("find 58 of the 65 facts that are told", () => {
    const asked = found.flatMap(({ facts }) => facts).length;
    const right = found.flatMap(({ facts, found }) => facts.filter((fact) => found.includes(fact))).length;
    expect([right, asked]).toEqual([58, 65]);
  });

  test("take no longer over text that was made to be slow", () => {
    const begun = performance.now();
    for (const start of ["I love ", "I work as a ", "Ana lives in ", "I live in Porto ", "My name is ", "'a "])
      for (const filling of ["a", "a ", "A", "A ", "'a ", "a-"])
        expect(factsIn(`${start}${filling.repeat(450 / filling.length)}?!`)).toEqual([]);
    expect(factsIn("I love ".repeat(50_000))).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
