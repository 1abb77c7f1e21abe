import type { AgentEvent, Tool } from "@pagefile/core";
import { type ScriptedReply, scriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";
import { openFile, turn } from "./open-file.ts";

const replace = (old_text: string, new_text: string): ScriptedReply => ({
  calls: [{ name: "core_memory_replace", arguments: { label: "human", old_text, new_text } }],
});
const results = (events: readonly AgentEvent[]): readonly string[] =>
  events.flatMap((event) => (event.type === "tool-result" ? [event.result.text] : []));

test("replaces text in a block only where it stands exactly and once, and says which it was not (pitfall 21)", async () => {
  const { agent, space } = openFile();
  const blocks = [{ label: "human", text: "Ana lives in Porto. Ana likes tea." }];
  const model = scriptedModel([replace("Ana lives in Lisbon", "x"), replace("Ana", "Eva"), replace("likes tea", "likes coffee"), "Done."]);
  const events = await turn(agent({ model, blocks }), "Put my notes right.");
  const [absent = "", twice = "", once = ""] = results(events);
  expect(absent).toContain("not in the block");
  expect(absent).toContain("Ana lives in Porto. Ana likes tea.");
  expect(twice).toContain("more than once");
  expect(once).toContain("Saved in human");
  const block = await space.get({ kind: "block", collection: "core", key: "human" });
  expect(block).toMatchObject({ version: 2, body: { text: "Ana lives in Porto. Ana likes coffee." } });
});

test("says by how much a block would be too long and changes nothing (pitfall 21)", async () => {
  const { agent, space } = openFile();
  const blocks = [{ label: "human", text: "12345", limit: 10 }];
  const model = scriptedModel([replace("5", "567890123"), "Done."]);
  const events = await turn(agent({ model, blocks }), "More.");
  expect(results(events)[0]).toContain("13 characters, 3 more than its limit of 10");
  expect(await space.get({ kind: "block", collection: "core", key: "human" })).toMatchObject({ version: 1 });
});

test("text that was recalled is never found a second time, however often it is recalled (pitfall 22)", async () => {
  const { agent, space } = openFile();
  const search: ScriptedReply = { calls: [{ name: "archival_memory_search", arguments: { query: "boiler" } }] };
  const model = scriptedModel(Array.from({ length: 10 }, () => [search, "It is fine."]).flat());
  const alice = agent({ model, windowTokens: 4096 });
  await space.write({ kind: "passage", text: "The boiler was serviced on 3 March by zanzibar." });
  for (let at = 0; at < 10; at += 1) await turn(alice, "And the heating?");
  expect(model.requests.every((request, at) => at % 2 === 0 || JSON.stringify(request).includes("zanzibar"))).toBe(true);
  const { hits, total } = await space.read("zanzibar", { kinds: ["message", "passage", "block"] });
  expect([hits.map(({ record }) => record.kind), total]).toEqual([["passage"], 1]);
});

test("the result of a tool that brings something new is kept as it came, with the trust of a tool (pitfall 22)", async () => {
  const { agent, space } = openFile();
  const weather: Tool = {
    name: "weather",
    description: "Tells.",
    parameters: { type: "object" },
    effect: "external",
    run: async () => "Rain in Porto.",
  };
  const model = scriptedModel([{ calls: [{ name: "weather", arguments: {} }] }, "It rains."]);
  await turn(agent({ model, tools: [weather] }), "And the weather?");
  const { items } = await space.list({ kind: "message" });
  expect(items.map(({ origin, index }) => [origin.channel, origin.trust, index])).toEqual([
    ["user", "user", true],
    ["agent", "user", true],
    ["tool", "tool", true],
    ["agent", "tool", true],
  ]);
});
