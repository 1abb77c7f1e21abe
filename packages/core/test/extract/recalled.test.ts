import { createAgent, createExtractor, type Tool } from "@pagefile/core";
import type { ChatRequest, MemoryRecord } from "@pagefile/core/contracts";
import { type ScriptedReply, scriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";
import { openTestMemory } from "../memory/open-test-memory.ts";
import { turn } from "../pitfalls/open-file.ts";
import { answer, factTexts, openExtract, recordsOf, said } from "./open-extract.ts";

const memories = [
  "Ana lives in Porto.",
  "I work at Siemens.",
  "My dog Rex is old.",
  "Ana moved to Lisbon in March.",
  "I love long walks by the river.",
];
const remembered = [
  "Alice likes long walks by the river.",
  "Alice works at Siemens.",
  "Alice's dog is Rex.",
  "Ana lives in Lisbon.",
  "Ana lives in Porto.",
];

const questions = ["Where does Ana live?", "Where do I work?", "How old is Rex?", "What do I love?"];

/** Sends a text to somebody outside and returns it, as many tools do; nothing tells that it holds what was recalled. */
const send: Tool = {
  name: "send_message",
  description: "Sends a message.",
  parameters: { type: "object", properties: { text: { type: "string" } }, required: ["text"] },
  effect: "external",
  run: async ({ text }) => `Sent.\n${String(text)}`,
};

/** Calls the tool with everything that was recalled for the turn, then repeats it to the user. */
function echo({ messages }: ChatRequest): ScriptedReply {
  const newest = messages.at(-1);
  const recalled = messages
    .map(({ text }) => text)
    .join("\n")
    .split("\n")
    .flatMap((line) => memories.filter((memory) => line.includes(memory)));
  const text = [...new Set(recalled)].join("\n");
  return newest?.role === "tool" ? { text } : { calls: [{ name: "send_message", arguments: { text: `${text}\nAll the best` } }] };
}

test("in 1,000 turns that echo what was recalled through a tool, nothing is extracted again (pitfall 22)", async () => {
  let echoed = 0;
  for (let conversation = 0; conversation < 10; conversation += 1) {
    const { memory, space, clock } = openTestMemory();
    const extractor = createExtractor({ memory, clock });
    await space.write(memories.map((text, at) => said(text, { occurredAt: `2024-0${at + 1}-20T00:00:00.000Z` })));
    await extractor.run("acme/alice");
    expect(await factTexts(space)).toEqual(remembered);
    const agent = createAgent({ memory, space: "acme/alice", clock, model: scriptedModel(echo), tools: [send], trustToAct: "tool" });
    for (let at = 0; at < 100; at += 1) {
      await turn(agent, questions[at % 4] ?? "");
      if (at % 25 === 24) echoed += (await extractor.run("acme/alice")).dropped.recalled ?? 0;
    }
    expect(await factTexts(space)).toEqual(remembered);
    expect(await recordsOf(space, "passage")).toEqual([]);
    // The old place stays closed: told again by the tool it would have been the newest.
    const [porto, lisbon] = await space.graph.facts("Ana");
    expect([porto?.validTo, lisbon?.validTo]).toEqual([lisbon?.validFrom, undefined]);
  }
  expect(echoed).toBeGreaterThanOrEqual(1_000);
}, 300_000);

test("text that is called new brings old facts back, which shows what is guarded against", async () => {
  const { space, extractor } = openExtract();
  await space.write(memories.map((text) => said(text)));
  await extractor.run("acme/alice");
  await space.write(said("Ana lives in Porto."));
  await extractor.run("acme/alice");
  expect((await space.graph.facts("Ana", { at: "2030-01-01T00:00:00.000Z" })).map(({ object }) => object?.name)).toEqual(["Porto"]);
});

test("a model's findings in what a tool brought are held against memory too, and new ones are kept", async () => {
  const porto = { quote: "Ana lives in Porto.", subject: "Ana", predicate: "lives_in", object: "Porto" };
  const bonn = { quote: "Eva lives in Bonn.", subject: "Eva", predicate: "lives_in", object: "Bonn" };
  const { space, memory, clock } = openExtract();
  await space.write(said("Ana lives in Porto. It is late."));
  const tool = { channel: "tool", trust: "tool" } as const;
  await space.write(said("Result: Ana lives in Porto. Eva lives in Bonn.", { body: { role: "tool" }, attributes: {} }), { origin: tool });
  const model = scriptedModel([answer([]), answer([porto, bonn], [{ quote: porto.quote, text: "Ana lives in Porto." }])]);
  const report = await createExtractor({ memory, clock, model }).run("acme/alice");
  expect(report).toMatchObject({ facts: 1, passages: 0, dropped: { recalled: 2 } });
  const origins = (await recordsOf(space, "fact")).map(({ origin }: MemoryRecord) => origin.trust);
  expect(origins).toEqual(["tool"]);
});
