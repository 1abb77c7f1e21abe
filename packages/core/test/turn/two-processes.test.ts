import { type Agent, type AgentEvent, createAgent, openMemory, type Tool } from "@pagefile/core";
import { inMemoryJournal, manualClock, scriptedModel, type ScriptedReply } from "@pagefile/testing";
import { expect, test } from "vitest";

/** Two processes on one journal, as far as core can tell. */
function two(
  replies: readonly ScriptedReply[],
  { tools = [], replies: seconds = replies }: { tools?: readonly Tool[]; replies?: readonly ScriptedReply[] } = {},
): { first: Agent; second: Agent } {
  const clock = manualClock(Date.parse("2026-05-03T10:00:00Z"));
  const journal = inMemoryJournal();
  const open = (script: readonly ScriptedReply[]): Agent =>
    createAgent({ memory: openMemory({ journal, clock }), space: "acme/alice", model: scriptedModel(script), clock, tools });
  return { first: open(replies), second: open(seconds) };
}

async function finish(events: AsyncIterable<AgentEvent>): Promise<AgentEvent | undefined> {
  let last: AgentEvent | undefined;
  for await (const event of events) last = event;
  return last;
}

/** Takes events up to the first of a type, and leaves the turn there. */
async function until(events: AsyncIterator<AgentEvent>, type: AgentEvent["type"]): Promise<void> {
  for (let next = await events.next(); next.done !== true; next = await events.next()) if (next.value.type === type) return;
  throw new Error(`There was no ${type}.`);
}

async function rest(events: AsyncIterator<AgentEvent>): Promise<AgentEvent | undefined> {
  let last: AgentEvent | undefined;
  for (let next = await events.next(); next.done !== true; next = await events.next()) last = next.value;
  return last;
}

async function roles(agent: Agent): Promise<readonly unknown[]> {
  const { items } = await agent.space.list({ kind: "message", order: "ascending" });
  return items.map(({ attributes }) => attributes["role"]);
}

test("a message that two processes answer is answered once", async () => {
  const { first, second } = two(["Noted."]);
  const turn = first.send("My sister lives in Porto.")[Symbol.asyncIterator]();
  await until(turn, "step-start");
  expect(await finish(second.resume())).toMatchObject({ type: "turn-finish", reason: "answered", text: "Noted." });
  expect(await rest(turn)).toMatchObject({
    type: "turn-finish",
    reason: "failed",
    explanation: expect.stringContaining("Another process"),
  });
  expect(await roles(first)).toEqual(["user", "assistant"]);
});

test("the one that was late goes on with the next message", async () => {
  const { first, second } = two(["Noted.", "Hello."]);
  const turn = first.send("My sister lives in Porto.")[Symbol.asyncIterator]();
  await until(turn, "step-start");
  await finish(second.resume());
  await rest(turn);
  expect(await finish(first.send("Are you there?"))).toMatchObject({ reason: "answered" });
  expect(await roles(first)).toEqual(["user", "assistant", "user", "assistant"]);
});

test("calls that one process runs and another closes have one result", async () => {
  const slow: Tool = {
    name: "look_up",
    description: "Looks something up.",
    parameters: { type: "object", properties: {}, additionalProperties: false },
    effect: "external",
    run: async () => "42",
  };
  const { first, second } = two([{ calls: [{ name: "look_up", arguments: {} }] }, "It is 42."], {
    tools: [slow],
    replies: ["As you like."],
  });
  const turn = first.send("Look it up.")[Symbol.asyncIterator]();
  await until(turn, "tool-call");
  for await (const event of second.send("Never mind.")) void event;
  expect(await rest(turn)).toMatchObject({ type: "turn-finish", reason: "failed" });
  const { items } = await first.space.list({ kind: "message", order: "ascending" });
  const results = items.filter(({ attributes }) => attributes["role"] === "tool");
  expect(results).toHaveLength(1);
});

test("a call that another process has given up is not begun", async () => {
  const rung: string[] = [];
  const ring: Tool = {
    name: "ring",
    description: "Rings a bell.",
    parameters: { type: "object", properties: { bell: { type: "string" } }, required: ["bell"] },
    effect: "external",
    run: async ({ bell }) => {
      rung.push(String(bell));
      return "It rang.";
    },
  };
  const calls = ["small", "large"].map((bell) => ({ name: "ring", arguments: { bell } }));
  const { first, second } = two([{ calls }], { tools: [ring], replies: ["As you like."] });
  const turn = first.send("Ring both bells.")[Symbol.asyncIterator]();
  await until(turn, "tool-result");
  await finish(second.send("Never mind the other."));
  await rest(turn);
  expect(rung).toEqual(["small"]);
  const { items } = await first.space.list({ kind: "message", order: "ascending" });
  expect(items[2]?.body).toMatchObject({
    results: [{ text: expect.stringContaining("not known whether") }, { text: expect.stringContaining("has no result") }],
  });
});
