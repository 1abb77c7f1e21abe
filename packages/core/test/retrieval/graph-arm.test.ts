import type { Recall, SpaceMemory } from "@pagefile/core";
import { describe, expect, it } from "vitest";
import { openTestMemory } from "../memory/open-test-memory.ts";

/** Texts and what they say, and questions that take two of them; only the second names the answer. */
const texts: readonly (readonly [text: string, ...facts: (readonly [string, string, string])[]])[] = [
  [
    "Marie Curie was born in Warsaw, married Pierre Curie and taught in Paris.",
    ["Marie Curie", "born in", "Warsaw"],
    ["Marie Curie", "married to", "Pierre Curie"],
    ["Marie Curie", "taught in", "Paris"],
  ],
  [
    "Warsaw lies on the Vistula, which comes from the Beskids and ends in the Baltic.",
    ["Warsaw", "lies on", "Vistula"],
    ["Vistula", "comes from", "Beskids"],
    ["Vistula", "ends in", "Baltic"],
  ],
  [
    "The Danube passes Vienna and Budapest and reaches the Black Sea.",
    ["Danube", "passes", "Vienna"],
    ["Danube", "passes", "Budapest"],
    ["Danube", "reaches", "Black Sea"],
  ],
  [
    "Paris stands on the Seine, as does Rouen; its sea is the Channel.",
    ["Paris", "stands on", "Seine"],
    ["Rouen", "stands on", "Seine"],
    ["Seine", "reaches", "Channel"],
  ],
  [
    "Ada Lovelace, daughter of Lord Byron, worked with Charles Babbage.",
    ["Ada Lovelace", "daughter of", "Lord Byron"],
    ["Ada Lovelace", "worked with", "Charles Babbage"],
  ],
  ["Lord Byron died at Missolonghi and wrote Don Juan.", ["Lord Byron", "died at", "Missolonghi"], ["Lord Byron", "wrote", "Don Juan"]],
  [
    "Percy Shelley died near Viareggio; his wife Mary Shelley wrote Frankenstein.",
    ["Percy Shelley", "died near", "Viareggio"],
    ["Percy Shelley", "married to", "Mary Shelley"],
    ["Mary Shelley", "wrote", "Frankenstein"],
  ],
  ["John Keats died in Rome and wrote Endymion.", ["John Keats", "died in", "Rome"], ["John Keats", "wrote", "Endymion"]],
  ["Nokia was founded by Fredrik Idestam at Tampere.", ["Nokia", "founded by", "Fredrik Idestam"], ["Nokia", "founded at", "Tampere"]],
  ["Tampere belongs to Pirkanmaa and twins with Chemnitz.", ["Tampere", "belongs to", "Pirkanmaa"], ["Tampere", "twins with", "Chemnitz"]],
  [
    "Ericsson was founded by Lars Magnus Ericsson at Stockholm.",
    ["Ericsson", "founded by", "Lars Magnus Ericsson"],
    ["Ericsson", "founded at", "Stockholm"],
  ],
  ["Stockholm belongs to Uppland and Södermanland.", ["Stockholm", "belongs to", "Uppland"], ["Stockholm", "belongs to", "Södermanland"]],
];
const questions = [
  ["Where does the river of the town end in which Marie Curie was born?", "Baltic"],
  ["Where did the father of Ada Lovelace die?", "Missolonghi"],
  ["Which book did the father of Ada Lovelace write?", "Don Juan"],
  ["With which town is the town twinned where Nokia was founded?", "Chemnitz"],
  ["Which region is the home of Ericsson part of?", "Uppland"],
] as const;

async function library(): Promise<SpaceMemory> {
  const { space } = openTestMemory();
  for (const [text, ...facts] of texts) {
    const { records } = await space.write({ kind: "passage", text });
    const evidence = records.map(({ id }) => id);
    for (const [subject, predicate, object] of facts) await space.graph.addFact({ subject, predicate, object, evidence });
  }
  return space;
}

/** The share of questions whose answering text is among the first two passages. */
async function recallAtTwo(space: SpaceMemory, weights: { graph?: number }): Promise<number> {
  const found = await Promise.all(
    questions.map(async ([question, answer]) => {
      const { hits } = await space.read(question, { kinds: ["passage"], limit: 2, weights });
      return hits.some(({ text }) => text.includes(answer));
    }),
  );
  return found.filter(Boolean).length / questions.length;
}

const order = ({ hits }: Recall): readonly unknown[] => hits.map(({ id, score }) => [id, score]);
const graphReport = ({ searched }: Recall): Recall["searched"][number] | undefined => searched.find(({ arm }) => arm === "graph");

describe("the graph arm", () => {
  it("answers questions of two steps that words alone do not", async () => {
    const space = await library();
    const [alone, fused] = [await recallAtTwo(space, { graph: 0 }), await recallAtTwo(space, {})];
    expect(alone).toBeLessThanOrEqual(0.4);
    expect(fused).toBe(1);
  });

  it("explains a hit it brought", async () => {
    const space = await library();
    const recall = await space.read(questions[1][0], { limit: 5 });
    const hit = recall.hits.find(({ text }) => text === "Lord Byron died at Missolonghi");
    expect(hit?.record.kind).toBe("fact");
    expect(hit?.why.arms.find(({ arm }) => arm === "graph")).toMatchObject({ store: "memory", weight: 10 });
    const parts = [...(hit?.why.arms ?? []), ...(hit?.why.cues ?? [])];
    expect(parts.reduce((sum, { score, weight }) => sum + score * weight, 0)).toBeCloseTo(hit?.score ?? 0);
  });

  it("changes nothing where records name few entities, and says why", async () => {
    const { space } = openTestMemory();
    for (const text of ["Ana moved to Porto.", "Porto was rainy.", "I met Ana again.", "We ate in Lisbon.", "Ana cooks well."]) {
      const { records } = await space.write({ kind: "message", text, attributes: { session: "one" } });
      const evidence = records.map(({ id }) => id);
      await space.graph.addFact({ subject: "Ana", predicate: `is in`, value: text, evidence });
    }
    const [with_, without] = [
      await space.read("Where is Ana?"),
      await space.read("Where is Ana?", { weights: { graph: 0 }, kinds: ["message", "fact"] }),
    ];
    expect(order(with_)).toEqual(order(without));
    expect(graphReport(with_)).toMatchObject({ status: "searched", matches: 0, reason: expect.stringContaining("name 1.0 entities each") });
    const [lisbon] = (await space.read("Lisbon")).hits;
    expect((await space.whyNot("Ana", lisbon?.id ?? "")).explanation).not.toBe("");
  });

  it("changes nothing in a space without entities, not even what is searched", async () => {
    const { space } = openTestMemory();
    await space.write([
      { kind: "message", text: "Ana moved to Porto." },
      { kind: "passage", text: "Porto lies in the north." },
    ]);
    const recall = await space.read("Where is Porto?");
    expect(order(recall)).toEqual(order(await space.read("Where is Porto?", { arms: ["lexical", "vector", "time"] })));
    expect(graphReport(recall)).toMatchObject({ matches: 0, reason: "The space has no entity." });
    expect(recall.searched.find(({ arm }) => arm === "lexical")?.kinds).toEqual(["message", "passage"]);
  });

  it("reads the graph as of the time a query names, or that is asked for", async () => {
    const { space } = openTestMemory();
    await space.graph.addFact({ subject: "Ana", predicate: "lives in", object: "Lisbon", validFrom: "2018-01-01" });
    await space.graph.addFact({ subject: "Ana", predicate: "lives in", object: "Porto", validFrom: "2024-03-01" });
    const first = async (query: string, options = {}): Promise<string | undefined> =>
      (await space.graph.search(query, options)).facts[0]?.object?.name;
    expect(await first("Where did Ana live in 2020?")).toBe("Lisbon");
    expect(await first("Where did Ana live in May 2024?")).toBe("Porto");
    const { facts } = await space.graph.search("Where does Ana live?", { at: "2019-06-01" });
    expect(facts.map(({ object }) => object?.name)).toEqual(["Lisbon"]);
    const porto = (await space.graph.search("Porto")).facts[0];
    expect(await space.whyNot("Ana", porto?.id ?? "", { kinds: ["fact"], at: "2019-06-01" })).toMatchObject({ reason: "other-time" });
  });

  it("enters by an alias, in a script without blanks too", async () => {
    const { space } = openTestMemory();
    await space.graph.addFact({ subject: "王小明", predicate: "住在", object: "北京" });
    await space.graph.addAlias("王小明", "小明");
    await space.graph.addFact({ subject: "北京", predicate: "capital of", object: "China" });
    const { facts } = await space.graph.search("小明在哪里?");
    expect(facts.map(({ subject }) => subject.name)).toEqual(["王小明", "北京"]);
  });
});
