import { type Agent, type AgentEvent, type ContextPart, type ContextView, createAgent, openMemory } from "@pagefile/core";
import { inMemoryJournal, manualClock, scriptedModel, type ScriptedModel, type ScriptedReply } from "@pagefile/testing";
import { expect, test } from "vitest";
import { type MessageUnit, toUnits } from "../../src/context/message-unit.ts";
import { leavingNext } from "../../src/context/plan-context.ts";
import { roomForTurns } from "../../src/context/room-for-turns.ts";

const clock = manualClock(Date.parse("2026-05-03T10:00:00Z"));

function open(
  replies: Parameters<typeof scriptedModel>[0],
  options: Partial<Parameters<typeof createAgent>[0]> = {},
): { agent: Agent; model: ScriptedModel } {
  const model = scriptedModel(replies);
  const memory = openMemory({ journal: inMemoryJournal(), clock });
  return { agent: createAgent({ memory, space: "acme/alice", model, clock, ...options }), model };
}

async function send(agent: Agent, text: string): Promise<readonly AgentEvent[]> {
  const list: AgentEvent[] = [];
  for await (const event of agent.send(text)) list.push(event);
  return list;
}

const named = ({ parts }: ContextView, name: ContextPart["part"]): readonly ContextPart[] => parts.filter(({ part }) => part === name);
const sumOf = (parts: readonly ContextPart[]): number => parts.reduce((sum, { tokens }) => sum + tokens, 0);

function expectToAddUp(view: ContextView): void {
  const { system, blocks, summary, queue, recalled, free, window, reserved } = view.report;
  expect(sumOf([...named(view, "system"), ...named(view, "tools")])).toBe(system);
  expect(sumOf(named(view, "blocks"))).toBe(blocks);
  expect(sumOf(named(view, "summary"))).toBe(summary);
  expect(sumOf(named(view, "recalled"))).toBe(recalled);
  expect(Math.abs(sumOf(named(view, "queue")) - queue)).toBeLessThan(8);
  expect(system + blocks + summary + queue + recalled + free).toBe(window - reserved);
}

const call: ScriptedReply = { calls: [{ name: "core_memory_append", arguments: { label: "human", text: "Has a sister, Ana." } }] };

test("shows each block and message with its text, in the order the model is sent them", async () => {
  const { agent, model } = open([call, "Noted.", "Ana."]);
  await send(agent, "My sister is called Ana.");
  await send(agent, "Who is my sister?");
  const view = await agent.inspect();
  expectToAddUp(view);
  expect(view.parts.map(({ part, title }) => (part === "tools" ? part : `${part}: ${title}`))).toEqual([
    "system: standing instructions",
    "tools",
    "blocks: human",
    "blocks: persona",
    "queue: user",
    "queue: assistant calls core_memory_append",
    "queue: result of core_memory_append",
    "queue: assistant",
    "queue: user",
    "queue: assistant",
  ]);
  const sent = model.requests.at(-1);
  for (const { text } of [...named(view, "system"), ...named(view, "blocks")]) expect(sent?.messages[0]?.text).toContain(text);
  expect(named(view, "tools")[0]?.text).toBe(sent?.tools?.map((tool) => JSON.stringify(tool)).join("\n"));
  const { items } = await agent.space.list({ kind: "message" });
  expect(named(view, "queue").map(({ record }) => record)).toEqual(items.map(({ id }) => id));
  const [asked, called, result] = named(view, "queue").map(({ text }) => text);
  expect(asked).toBe(sent?.messages[1]?.text);
  expect(called).toBe('core_memory_append {"label":"human","text":"Has a sister, Ana."}');
  expect(result).toBe(sent?.messages[3]?.text);
});

test("in a turn shows what was recalled for it in front of its message, as the model is sent both", async () => {
  let during: ContextView | undefined;
  const { agent, model } = open(["Noted.", "In Porto."]);
  await agent.space.write({ kind: "passage", text: "Ana lives in Porto." });
  await send(agent, "Hello there.");
  expect(named(await agent.inspect(), "recalled")).toEqual([]);
  for await (const event of agent.send("Where does Ana live?")) if (event.type === "step-start") during = await agent.inspect();
  expect(during).toBeDefined();
  if (during === undefined) return;
  expectToAddUp(during);
  const at = during.parts.findIndex(({ part }) => part === "recalled");
  const [note, message] = during.parts.slice(at);
  expect(note?.text).toContain("Ana lives in Porto.");
  expect(message).toMatchObject({ part: "queue", title: "user", text: expect.stringMatching(/^Where does Ana live\?\n\n\(Now: /) });
  expect(model.requests[1]?.messages.at(-1)?.text).toBe(`${note?.text}\n\n${message?.text}`);
  expect(named(await agent.inspect(), "recalled")).toEqual([]);
});

test("marks what the next eviction takes, and that is what it takes", async () => {
  const { agent } = open(({ tools }) => (tools === undefined ? "They talked." : "Yes."), { windowTokens: 2500 });
  let marked: readonly (string | undefined)[] = [];
  for (let at = 0; at < 60; at += 1) {
    const view = await agent.inspect();
    expectToAddUp(view);
    const leaving = named(view, "queue").filter(({ leavesNext }) => leavesNext === true);
    if (named(view, "queue").length > 1) expect(leaving.length).toBeGreaterThan(0);
    marked = leaving.map(({ record }) => record);
    const events: AgentEvent[] = [];
    for await (const event of agent.observe({ text: `Remark number ${at}, which goes on for a while and then for a while longer.` }))
      events.push(event);
    const [eviction] = events.flatMap((event) => (event.type === "eviction" ? [event] : []));
    if (eviction === undefined) continue;
    // The newest message came after the marks were made, and half of what there is can reach one further.
    expect(eviction.messages - marked.length).toBeLessThanOrEqual(1);
    expect(eviction.messages).toBeGreaterThanOrEqual(marked.length);
    const after = named(await agent.inspect(), "queue").map(({ record }) => record);
    expect(after.filter((record) => marked.includes(record))).toEqual([]);
    const [summary] = named(await agent.inspect(), "summary");
    expect(summary).toMatchObject({ title: expect.stringMatching(/until 2026-05-03 10:00; conversation_search finds all of it$/) });
    expect(summary?.text).toContain("They talked.");
    expect((await agent.space.get(summary?.record ?? ""))?.key).toMatch(/^summary\//);
    return;
  }
  expect.unreachable("Nothing was paged out.");
});

test("says where it is warned and where it is full, and how many turns still fit", async () => {
  const { agent } = open(() => "Yes, of course, whatever you say, as always.", { windowTokens: 4000, reservedTokens: 1000 });
  expect(await agent.inspect()).toMatchObject({ thresholds: { warnAt: 2100, evictAt: 3000 } });
  expect(await agent.inspect()).not.toHaveProperty("roomForTurns");
  const long = "This is a message of some length, and every one of them is as long as this one. ".repeat(3);
  await send(agent, long);
  const { roomForTurns = 0 } = await agent.inspect();
  let turns = 0;
  for (; turns < 100; turns += 1) if ((await send(agent, long)).some(({ type }) => type === "eviction")) break;
  expect(Math.abs(turns - roomForTurns)).toBeLessThanOrEqual(Math.ceil(roomForTurns * 0.25) + 1);
});

test("shows a long message as it is cut for the model", async () => {
  const { agent, model } = open(["One.", "Two."], { windowTokens: 3000 });
  await send(agent, `Begin ${"middle ".repeat(2000)} end.`);
  await send(agent, "Go on.");
  const view = await agent.inspect();
  expectToAddUp(view);
  for (const { text } of named(view, "queue")) expect(text.length).toBeLessThan(8000);
  expect(model.requests).toHaveLength(2);
});

const units = async (...roles: readonly ("user" | "assistant")[]): Promise<readonly MessageUnit[]> => {
  const { agent } = open([]);
  for (const role of roles) for await (const _event of agent.observe({ role, text: "One of many, all as long as this one." }));
  return toUnits((await agent.space.list({ kind: "message" })).items);
};

test("room for turns is counted as the model's server counts", async () => {
  const turns = await units("user", "assistant", "user", "assistant");
  const each = turns.reduce((sum, { tokens }) => sum + tokens, 0) / 2;
  expect(roomForTurns(turns, each * 6, (tokens) => tokens)).toBe(6);
  expect(roomForTurns(turns, each * 6, (tokens) => tokens * 2)).toBe(3);
});

test("the message of the turn itself is never among what leaves next", async () => {
  const [turn, ...others] = await units("user", "assistant", "assistant", "assistant");
  const all = turn === undefined ? [] : [turn, ...others];
  const leaving = leavingNext({ units: all, turn: { id: turn?.records[0]?.id ?? "", text: "" } });
  expect(leaving).toEqual(others.slice(0, 1));
});
