import { deterministicEmbedder } from "@pagefile/testing";
import { describe, expect, test } from "vitest";
import type { SpaceMemory, Verdict } from "@pagefile/core";
import { only, openTestMemory } from "./open-test-memory.ts";

const missing = "00000000-0000-7000-8000-000000000000";

async function write(space: SpaceMemory, text: string): Promise<string> {
  const { records } = await space.write({ kind: "message", text, body: { role: "user" } });
  return only(records).id;
}

async function found(space: SpaceMemory, query: string): Promise<readonly string[]> {
  return (await space.read(query)).hits.map(({ text }) => text);
}

describe("a judgement", () => {
  test("is a record of its own that leaves the judged one as it is", async () => {
    const { space } = openTestMemory();
    const id = await write(space, "The boiler was serviced in March.");
    const before = await space.get(id);
    const origin = { channel: "user", trust: "user", principal: "ana" } as const;
    const receipt = await space.judge(id, "useful", { origin });
    expect(await space.get(id)).toEqual(before);
    const judgement = (await space.judgements([id, missing])).get(id);
    expect(judgement).toMatchObject({ verdict: "useful", version: 1, record: only(receipt.records).id });
    expect(judgement?.origin).toEqual({ ...origin, parents: [id] });
    expect((await space.judgements([missing])).size).toBe(0);
  });

  test("lifts what is useful among near equals and says so", async () => {
    const { space } = openTestMemory();
    const older = await write(space, "The red boiler hums.");
    await write(space, "The blue boiler hums.");
    expect(await found(space, "boiler hums")).toEqual(["The blue boiler hums.", "The red boiler hums."]);
    await space.judge(older, "useful");
    const { hits, text } = await space.read("boiler hums");
    expect(text).not.toContain("judged");
    expect(hits.map(({ id, verdict }) => [id, verdict])[0]).toEqual([older, "useful"]);
    expect(hits[0]?.why.cues).toContainEqual({ cue: "judgement", score: 1, weight: 0.2, verdict: "useful" });
    const parts = [...(hits[0]?.why.arms ?? []), ...(hits[0]?.why.cues ?? [])];
    expect(hits[0]?.score).toBeCloseTo(parts.reduce((sum, { score, weight }) => sum + score * weight, 0));
  });

  test("does not bring what is useful elsewhere before what answers", async () => {
    const { space } = openTestMemory();
    const other = await write(space, "The boiler in the old flat of my aunt was green and loud.");
    await write(space, "The boiler was serviced in March.");
    await space.judge(other, "useful");
    expect((await found(space, "boiler serviced March"))[0]).toBe("The boiler was serviced in March.");
  });

  test.each<[Verdict, string]>([
    ["outdated", "(judged outdated)"],
    ["wrong", "(judged wrong)"],
  ])("puts what is %s behind and marks it for a model", async (verdict, mark) => {
    const { space } = openTestMemory();
    await write(space, "The plumber of the house is Rui.");
    const id = await write(space, "The plumber of the house is Ola.");
    await write(space, "A plumber came by and drank coffee.");
    expect((await found(space, "plumber of the house"))[0]).toBe("The plumber of the house is Ola.");
    await space.judge(id, verdict);
    const recall = await space.read("plumber of the house");
    expect(recall.hits.map(({ id: one }) => one).indexOf(id)).toBe(verdict === "wrong" ? 2 : 1);
    expect(recall.hits[0]?.text).toBe("The plumber of the house is Rui.");
    const line = recall.text.split("\n").find((one) => one.includes("Ola"));
    expect(line).toContain(mark);
    expect(recall.text.split("\n").filter((one) => one.includes("judged"))).toHaveLength(1);
  });

  test("keeps what is never to be shown out of every read, and whyNot says why", async () => {
    const { space } = openTestMemory();
    const id = await write(space, "The safe opens with 4711.");
    await space.judge(id, "never");
    expect(await found(space, "how does the safe open")).toEqual([]);
    expect(await found(space, "safe opens with 4711")).toEqual([]);
    expect(await space.whyNot("safe opens", id)).toMatchObject({ reason: "judged" });
    expect((await space.read("safe opens", { attention: true })).hits).toEqual([]);
    expect((await space.read("safe", { filter: { attribute: "role", equals: "user" } })).hits).toEqual([]);
  });

  test("is replaced by the next, taken back by none, and undone", async () => {
    const { space } = openTestMemory();
    const id = await write(space, "The safe opens with 4711.");
    const first = only((await space.judge(id, "never")).records);
    const second = only((await space.judge(id, "wrong")).records);
    expect(second).toEqual({ id: first.id, version: 2, outcome: "replaced" });
    expect(await found(space, "safe opens")).toHaveLength(1);
    await space.undo(first.id);
    expect(await found(space, "safe opens")).toEqual([]);
    await space.judge(id, undefined);
    expect(await found(space, "safe opens")).toHaveLength(1);
    await space.undo(first.id);
    expect((await space.judgements([id])).get(id)?.verdict).toBe("never");
    expect(await found(space, "safe opens")).toEqual([]);
    await space.judge(id, undefined);
    expect((await space.judge(id, undefined)).records).toEqual([]);
  });

  test("goes with the record when that is erased, and stays when it is deleted", async () => {
    const { space, journal } = openTestMemory();
    const id = await write(space, "The safe opens with 4711.");
    const judgement = only((await space.judge(id, "never")).records).id;
    await space.delete(id);
    await space.undo(id);
    expect((await space.judgements([id])).get(id)?.verdict).toBe("never");
    expect((await space.erase(id)).derived).toEqual([judgement]);
    expect((await space.judgements([id])).size).toBe(0);
    for await (const entry of journal.read(space.name, 0)) expect(entry.content).toBeUndefined();
  });

  test("is of one space only, and of what is there and can be recalled", async () => {
    const { memory, space } = openTestMemory();
    const other = memory.space("acme/bob");
    const id = await write(space, "The safe opens with 4711.");
    await expect(other.judge(id, "never")).rejects.toMatchObject({ code: "RECORD_NOT_FOUND" });
    expect((await other.judgements([id])).size).toBe(0);
    await expect(space.judge(missing, "useful")).rejects.toMatchObject({ code: "RECORD_NOT_FOUND" });
    await expect(space.judge("x", "useful")).rejects.toMatchObject({ code: "RECORD_INVALID" });
    await expect(space.judge(id, "great" as Verdict)).rejects.toMatchObject({ code: "RECORD_INVALID" });
    const block = only((await space.write({ kind: "block", text: "kept" })).records).id;
    await expect(space.judge(block, "wrong")).rejects.toMatchObject({ code: "RECORD_INVALID" });
  });

  test("is kept by an export and an import", async () => {
    const { memory, space } = openTestMemory();
    const id = await write(space, "The safe opens with 4711.");
    await space.judge(id, "never");
    const copy = memory.space("acme/copy");
    await copy.import(space.export());
    expect(await copy.judgements([id])).toEqual(await space.judgements([id]));
    expect(await found(copy, "safe opens")).toEqual([]);
    expect((await copy.verify()).sound).toBe(true);
  });

  test("of a fact holds in the graph too", async () => {
    const { space } = openTestMemory();
    const porto = await space.graph.addFact({ subject: "Ana", predicate: "likes", object: "Porto" });
    const lagos = await space.graph.addFact({ subject: "Ana", predicate: "likes", object: "Lagos" });
    const faro = await space.graph.addFact({ subject: "Ana", predicate: "likes", object: "Faro" });
    await space.judge(porto.fact, "never");
    await space.judge(faro.fact, "wrong");
    const { facts, text } = await space.graph.search("What does Ana like?");
    expect(facts.map(({ id }) => id)).toEqual([lagos.fact, faro.fact]);
    expect(text).toContain("(judged wrong)");
    await space.judge(porto.fact, undefined);
    expect((await space.graph.search("What does Ana like?")).facts).toHaveLength(3);
  });
});

test("a fact that is judged wrong leads to nothing in the graph", async () => {
  const { space } = openTestMemory();
  const knows = await space.graph.addFact({ subject: "Ana", predicate: "knows", object: "Tom" });
  const lives = await space.graph.addFact({ subject: "Tom", predicate: "lives_in", object: "Bonn" });
  const reached = async (): Promise<readonly string[]> =>
    (await space.read("Ana", { kinds: ["fact"], arms: ["graph"] })).hits.map(({ id }) => id);
  expect(await reached()).toContain(lives.fact);
  await space.judge(knows.fact, "wrong");
  expect(await reached()).not.toContain(lives.fact);
});

describe("a judgement in the attention read", () => {
  const texts = ["The plumber is Rui.", "The plumber is Ola.", "The plumber came by."];

  test("keeps out what is never to be shown, and puts what is wrong last", async () => {
    const { space } = openTestMemory({ embedder: deterministicEmbedder() });
    const ids = await Promise.all(texts.map((text) => write(space, text)));
    const [rui = "", ola = "", came = ""] = ids;
    const attended = async (): Promise<readonly string[]> =>
      (await space.attend("The plumber is Rui.")).weights.map(({ record }) => record.id);
    expect(new Set(await attended())).toEqual(new Set(ids));
    await space.judge(came, "never");
    await space.judge(rui, "wrong");
    expect(await attended()).toEqual([rui, ola]);
    const { hits } = await space.read("The plumber is Rui.", { attention: true });
    expect(hits.map(({ id }) => id)).toEqual([ola, rui]);
    expect(hits[1]?.why.cues).toEqual([{ cue: "judgement", score: 1, weight: -20, verdict: "wrong" }]);
  });
});

test("weights of a space say what its judgements are worth", async () => {
  const { space } = openTestMemory();
  const older = await write(space, "The red boiler hums.");
  await write(space, "The blue boiler hums.");
  await space.judge(older, "wrong");
  expect((await space.read("boiler hums")).hits.map(({ id }) => id).indexOf(older)).toBe(1);
  await space.setWeights({ wrong: 0.5 });
  expect((await space.read("boiler hums")).hits.map(({ id }) => id).indexOf(older)).toBe(0);
});

test("a space without judgements is read with the same requests for records as ever", async () => {
  const { space, journal } = openTestMemory();
  await write(space, "The boiler was serviced in March.");
  const asked: number[] = [];
  const get = journal.get.bind(journal);
  journal.get = (name, refs) => {
    asked.push(refs.filter((ref) => typeof ref !== "string" && ref.collection === "judgements").length);
    return get(name, refs);
  };
  await space.read("boiler");
  expect(asked.reduce((sum, count) => sum + count, 0)).toBe(0);
});
