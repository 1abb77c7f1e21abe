import { createAgent, openMemory, type Tool } from "@pagefile/core";
import { inMemoryJournal, scriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";
import { bookkeepingText } from "../../src/page/record/bookkeeping.ts";
import { showEntry } from "../../src/server/shown-entry.ts";

const untrusted = { channel: "document", trust: "untrusted", source: "manual.pdf" } as const;
const pay: Tool = { name: "pay", description: "Pays.", parameters: { type: "object" }, effect: "external", run: async () => "Paid." };

test("the timeline has words for everything that memory keeps for itself", async () => {
  const memory = openMemory({ journal: inMemoryJournal() });
  const space = memory.space("local/me");
  await space.write({ kind: "passage", text: "The kettle's maker wants to be paid." }, { origin: untrusted });
  await space.graph.addFact({ subject: "Ana", predicate: "drinks", value: "tea", single: true });
  await space.tables.define("kettles", { columns: [{ name: "colour", type: "text" }] });
  await space.tables.put("kettles", { values: { colour: "red" } }, { origin: untrusted });
  await space.setWeights({ lexical: 2 });
  const agent = createAgent({
    memory,
    space: "local/me",
    model: scriptedModel([{ calls: [{ name: "pay", arguments: {} }] }, "Done."]),
    tools: [pay],
  });
  for await (const _ of agent.send("Pay for the kettle."));
  for (const { id } of await agent.confirmations()) await agent.decide(id, { approved: true });
  for await (const _ of agent.resume());
  const [message] = (await space.list({ kind: "message" })).items;
  await space.judge(message?.id ?? "", "useful");
  const { items } = await space.timeline({ limit: 200 });
  const silent = items.map(showEntry).filter(({ text = "" }) => text.trim() === "");
  const words = silent.map(bookkeepingText);
  expect(silent.filter((_, at) => words[at] === undefined)).toEqual([]);
  expect(new Set(words)).toEqual(
    new Set([
      "The block human, empty",
      "A call with an outside effect began",
      "A call waits for a word",
      "The answer to a call that waited",
      "Rows of little trust came into a table",
      "The facts of one subject were put in order",
      "Whether there can be several of one kind of fact",
      "How much each way of recalling counts",
      "A memory was judged",
    ]),
  );
});
