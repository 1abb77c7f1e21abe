import { type AgentEvent, createAgent, type Draft, estimateTokens, openMemory } from "@pagefile/core";
import type { ChatRequest } from "@pagefile/core/contracts";
import { inMemoryJournal, manualClock, type ScriptedReply, scriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";

async function all(events: AsyncIterable<AgentEvent>): Promise<AgentEvent[]> {
  const list: AgentEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

function memoryOf(): { memory: ReturnType<typeof openMemory>; clock: ReturnType<typeof manualClock> } {
  const clock = manualClock();
  return { memory: openMemory({ journal: inMemoryJournal(), clock }), clock };
}

const answering = ({ tools }: ChatRequest): ScriptedReply => (tools === undefined ? "A summary of what was said." : "Yes.");

const long = (at: number): string => `Message ${at}: ${"some words that take room ".repeat(12)}`;

test("warns once at 70 %, evicts the oldest half at 100 %, and warns again after that", async () => {
  const { memory, clock } = memoryOf();
  const agent = createAgent({ memory, space: "acme/a", model: scriptedModel(answering), clock, windowTokens: 4096, recall: "tool" });
  const seen: string[] = [];
  for (let at = 0; at < 50; at += 1) {
    for (const event of await all(agent.send(long(at))))
      if (event.type === "memory-pressure" || event.type === "eviction") seen.push(event.type);
  }
  expect(seen.slice(0, 4)).toEqual(["memory-pressure", "eviction", "memory-pressure", "eviction"]);
  const { summaryText, summary, free } = await agent.context();
  expect(summaryText).toContain("A summary of what was said.");
  expect(summary).toBeGreaterThan(0);
  expect(free).toBeGreaterThan(0);
});

test("counts tools and system text, and adds up to the window (PITFALLS 7)", async () => {
  const { memory, clock } = memoryOf();
  const agent = createAgent({ memory, space: "acme/a", model: scriptedModel(answering), clock });
  await all(agent.send("Hello?"));
  const { window, reserved, system, blocks, summary, queue, recalled, free } = await agent.context();
  expect(system).toBeGreaterThan(600);
  expect(system + blocks + summary + queue + recalled + free).toBe(window - reserved);
});

test("anchors on what the server reports, and works with a server that reports nothing (PITFALLS 8)", async () => {
  const { memory, clock } = memoryOf();
  const model = scriptedModel(["None.", { text: "Some.", usage: { inputTokens: 1500 } }]);
  const agent = createAgent({ memory, space: "acme/a", model, clock });
  await all(agent.send("One?"));
  expect((await agent.context()).anchored).toBe(false);
  await all(agent.send("Two?"));
  expect((await agent.context()).anchored).toBe(true);
});

test("shows a huge message cut, says how to read the rest, and keeps it whole", async () => {
  const { memory, clock } = memoryOf();
  const huge = `start ${"middle ".repeat(20_000)}end`;
  const model = scriptedModel([
    ({ messages }) => ({
      calls: [
        {
          name: "conversation_search",
          arguments: { id: /search with id ([0-9a-f-]{36})/.exec(messages.at(-1)?.text ?? "")?.[1] ?? "", page: 3 },
        },
      ],
    }),
    "I read on.",
  ]);
  const agent = createAgent({ memory, space: "acme/a", model, clock, windowTokens: 4096 });
  const events = await all(agent.send(huge));
  const shown = model.requests[0]?.messages.at(-1)?.text ?? "";
  expect(estimateTokens(shown)).toBeLessThan(3072);
  expect(shown).toMatch(/start .*characters cut\. Read on: conversation_search with id .*end\n\n\(Now: .*\)$/s);
  expect(events.find(({ type }) => type === "tool-result")).toMatchObject({
    result: { failed: false, text: expect.stringMatching(/page 3 of 71:\n.*middle/s) },
  });
  const { items } = await agent.space.list({ kind: "message", limit: 1 });
  expect(items[0]?.body).toMatchObject({ text: huge });
});

test("cuts text with a marker when the summariser fails, and never wipes it", async () => {
  const { memory, clock } = memoryOf();
  const model = scriptedModel(({ tools }) => (tools === undefined ? new Error("Out of order.") : "Yes."));
  const agent = createAgent({ memory, space: "acme/a", model, clock, windowTokens: 4096, recall: "tool" });
  const evictions: AgentEvent[] = [];
  for (let at = 0; at < 40; at += 1) evictions.push(...(await all(agent.send(long(at)))).filter(({ type }) => type === "eviction"));
  expect(evictions[0]).toMatchObject({ type: "eviction", summarised: false });
  expect((await agent.context()).summaryText).toMatch(/Message 0: .*characters cut\. Not summarised; search the conversation/s);
});

test("keeps identifiers in a summary that lost them", async () => {
  const { memory, clock } = memoryOf();
  const agent = createAgent({ memory, space: "acme/a", model: scriptedModel(answering), clock, windowTokens: 4096, recall: "tool" });
  await all(agent.send(`My order is AB-20391-X, my mail ana@example.org. ${long(0)}`));
  for (let at = 1; at < 30; at += 1) await all(agent.send(long(at)));
  expect((await agent.context()).summaryText).toMatch(/AB-20391-X, ana@example\.org/);
});

test("repairs a window that an import left broken (PITFALLS 6)", async () => {
  const { memory, clock } = memoryOf();
  const call = (id: string): { id: string; name: string; arguments: object } => ({ id, name: "gone", arguments: {} });
  const bodies = [
    { role: "tool", text: "", results: [{ callId: "x", name: "gone", text: "Nobody asked.", failed: false }] },
    { role: "user", text: "Begin." },
    { role: "assistant", text: "", calls: [call("a"), call("b")] },
    { role: "tool", text: "", results: [{ callId: "b", name: "gone", text: "B.", failed: false }] },
    { role: "assistant", text: "", calls: [call("c")] },
    { role: "user", text: "Well?" },
  ];
  await memory.space("acme/a").write(bodies.map((body) => ({ kind: "message", body }) as unknown as Draft));
  const model = scriptedModel(["Fine."]);
  await all(createAgent({ memory, space: "acme/a", model, clock, recall: "tool" }).send("Go on."));
  const shown = model.requests[0]?.messages.slice(1).map((message) => [message.role, message.role === "tool" ? message.callId : ""]);
  expect(shown).toEqual([
    ["user", ""],
    ["assistant", ""],
    ["tool", "a"],
    ["tool", "b"],
    ["assistant", ""],
    ["tool", "c"],
    ["user", ""],
    ["user", ""],
  ]);
});

test("says that the window is too small only when the fixed parts do not fit", async () => {
  const { memory, clock } = memoryOf();
  const agent = createAgent({ memory, space: "acme/a", model: scriptedModel(answering), clock, windowTokens: 700 });
  expect((await all(agent.send("Hello?"))).at(-1)).toMatchObject({
    reason: "failed",
    explanation: expect.stringContaining("System text, tools and blocks take about"),
  });
  const small = createAgent({
    memory,
    space: "acme/b",
    model: scriptedModel(["Yes."], { capabilities: { tools: false } }),
    clock,
    windowTokens: 700,
  });
  expect((await all(small.send(long(1).repeat(20)))).at(-1)).toMatchObject({ reason: "answered" });
});

test("counts Chinese a token a character (PITFALLS 29)", () => {
  expect(estimateTokens("我妹妹住在波尔图")).toBe(8);
});
