import type { AgentEvent, Tool } from "@pagefile/core";
import { type ChatRequest, PagefileError } from "@pagefile/core/contracts";
import { countRequestTokens, type ScriptedReply, scriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";
import { openFile, turn } from "./open-file.ts";

const note: Tool = { name: "note", description: "Notes.", parameters: { type: "object" }, effect: "external", run: async () => "Noted." };
const told = ({ messages }: ChatRequest): string => messages.map(({ text }) => text).join("\n");

test("what the user said is found again although every answer to it was unusable (pitfall 3)", async () => {
  const { agent, space } = openFile();
  const broken: ScriptedReply = { calls: [{ name: "core_memory_append", arguments: '{"label": "human", "text": "Ana' }] };
  const events = await turn(agent({ model: scriptedModel([broken, broken, broken]) }), "My sister Ana lives in Porto.");
  expect(events.at(-1)).toMatchObject({ reason: "mistakes" });
  const { hits } = await space.read("where does Ana live?", { kinds: ["message"] });
  expect(hits.map(({ record }) => record.body)).toEqual([{ role: "user", text: "My sister Ana lives in Porto." }]);
});

test("an unusable answer poisons nothing: the next turn shows the model no trace of it (pitfall 4)", async () => {
  const { agent } = openFile();
  const cut: ScriptedReply = { calls: [{ name: "note", arguments: '{"text": "half a sen' }], finish: "length" };
  const model = scriptedModel([cut, "Sorry, here it is.", "Fine."]);
  const alice = agent({ model, tools: [note] });
  await turn(alice, "Note this.");
  await turn(alice, "Thank you.");
  expect(told(model.requests[1] ?? { messages: [] })).toContain("TRUNCATED");
  expect(JSON.stringify(model.requests[2])).not.toMatch(/TRUNCATED|half a sen/);
});

test("failed steps leave the context as long as it was and the journal without a trace (pitfall 5)", async () => {
  const { agent, clock, space } = openFile();
  const down = new PagefileError("MODEL_UNAVAILABLE", "The server is down.", { retryable: true });
  const model = scriptedModel(["Hello.", down, down, down, down, "Back again."]);
  const alice = agent({ model });
  await turn(alice, "Hi.");
  let last: AgentEvent | undefined;
  for await (const event of alice.send("Are you there?")) {
    last = event;
    if (event.type === "retry") setTimeout(() => void clock.advance(event.waitMs), 0);
  }
  expect(last).toMatchObject({ reason: "failed" });
  const failing = model.requests.slice(1, 5).map((request) => JSON.stringify(request));
  expect(new Set(failing).size).toBe(1);
  const { seq } = await space.head();
  for await (const event of alice.resume()) last = event;
  expect(last).toMatchObject({ reason: "answered", text: "Back again." });
  expect(JSON.stringify(model.requests[5]).length).toBeLessThanOrEqual((failing[0]?.length ?? 0) + 1);
  // Only the answer was appended.
  expect((await space.head()).seq).toBe(seq + 1);
});

test("compaction works when the server says that the prompt is too long, and no attempt makes it longer (pitfall 5)", async () => {
  const { agent } = openFile();
  const strict = { bias: 0.9 };
  const reply = (request: ChatRequest): ScriptedReply => (request.tools === undefined ? "They talked about the boiler." : "Yes.");
  const model = scriptedModel(reply, { contextWindow: 4096, strict });
  const alice = agent({ model, recall: "tool" });
  for (let at = 0; at < 12; at += 1) {
    const before = model.requests.length;
    const events = await turn(alice, `${at}: ${"the boiler was serviced, 锅炉, ".repeat(25)}`);
    expect(events.at(-1)).toMatchObject({ reason: "answered", text: "Yes." });
    const sizes = model.requests
      .slice(before)
      .filter(({ tools }) => tools !== undefined)
      .map((request) => countRequestTokens(request, strict));
    // The warning that memory is nearly full may come in between; it is all that may.
    expect(Math.max(...sizes)).toBeLessThan((sizes[0] ?? 0) + 100);
    expect(sizes.length).toBeLessThan(5);
    expect(sizes.at(-1)).toBeLessThanOrEqual(4096);
  }
  expect(model.requests.some((request) => countRequestTokens(request, strict) > 4096)).toBe(true);
});
