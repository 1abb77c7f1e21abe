import { type Agent, type AgentEvent, createAgent, type KeptRecall, openMemory, type Recall, type Why } from "@pagefile/core";
import { inMemoryJournal, manualClock, scriptedModel, type ScriptedReply } from "@pagefile/testing";
import { expect, test } from "vitest";

const clock = manualClock(Date.parse("2026-05-03T10:00:00Z"));
const secret = "periwinkle";

function open(replies: readonly ScriptedReply[], options: Partial<Parameters<typeof createAgent>[0]> = {}): Agent {
  const memory = openMemory({ journal: inMemoryJournal(), clock });
  return createAgent({ memory, space: "acme/alice", model: scriptedModel(replies), clock, ...options });
}

async function all(events: AsyncIterable<AgentEvent>): Promise<AgentEvent[]> {
  const list: AgentEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

/** Five notes of which the first alone fits, and another that is said twice. */
async function remember({ space }: Agent): Promise<void> {
  const notes = [1, 2, 3, 4, 5].map((at) => `Boiler note ${at}: ${secret} ${"valve ".repeat(20 + at)}`);
  for (const text of [...notes, "The boiler hums.", "The boiler hums!"]) await space.write({ kind: "passage", text });
}

function recallIn(events: readonly AgentEvent[]): Recall {
  const event = events.find(({ type }) => type === "recall");
  if (event?.type !== "recall") throw new Error("Nothing was recalled.");
  return event.recall;
}

const places = (figure: number): number => Math.round(figure * 10_000) / 10_000;
const whyTo4 = ({ arms, cues, terms }: Why): Why => ({
  arms: arms.map((one) => ({ ...one, score: places(one.score), weight: places(one.weight) })),
  cues: cues.map((one) => ({ ...one, score: places(one.score), weight: places(one.weight) })),
  terms,
});

const question = "What about the boiler?";
const steps: readonly ScriptedReply[] = [
  { calls: [{ name: "core_memory_append", arguments: { label: "human", text: "Has a boiler." } }] },
  "It hums.",
];

test("keeps with a turn what was recalled for it, and answers from every message of the turn", async () => {
  const agent = open(steps, { recallBudgetTokens: 80 });
  await remember(agent);
  const events = await all(agent.send(question));
  const recall = recallIn(events);
  const { items } = await agent.space.list({ kind: "message" });
  expect(items.map(({ body }) => ("role" in body ? body["role"] : ""))).toEqual(["user", "assistant", "tool", "assistant"]);
  const kept = await Promise.all(items.map(({ id }) => agent.space.recallOf(id)));
  const [first] = kept;
  expect(new Set(kept.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(first).toMatchObject({ message: items[1]?.id, query: question, found: true, partial: false, total: recall.total });
  expect(first?.confidence).toBeCloseTo(recall.confidence, 4);
  expect(first?.searched).toEqual(
    recall.searched.map(({ arm, store, status, matches, ms, behind }) => ({ arm, store, status, matches, ms, behind })),
  );
  expect(recall.hits.length).toBeGreaterThan(0);
  expect(first?.hits).toEqual(
    recall.hits.map(({ id, record, rank, score, tokens, why }) => {
      return { id, version: record.version, rank, score: places(score), tokens, why: whyTo4(why) };
    }),
  );
  expect(new Set(first?.cut.map(({ reason }) => reason))).toEqual(new Set(["budget", "duplicate"]));
  expect(first?.cut).toEqual(
    recall.cut.slice(0, 10).map(({ id, record, rank, score, why, reason }) => {
      const { arms, cues } = whyTo4(why);
      return { id, version: record.version, rank, score: places(score), reason, why: { arms, cues, terms: { own: [], near: [] } } };
    }),
  );
  const step = events.find(({ type }) => type === "step-start");
  expect(step).toMatchObject({ context: first?.context });
});

test("keeps no more than the ten best of what was cut", async () => {
  const agent = open(["It hums."], { recallBudgetTokens: 40 });
  await agent.space.write(Array.from({ length: 30 }, (_, at) => ({ kind: "passage" as const, text: `The boiler of house ${at} hums.` })));
  const recall = recallIn(await all(agent.send(question)));
  expect(recall.cut.length).toBeGreaterThan(10);
  expect((await newest(agent))?.cut.map(({ id }) => id)).toEqual(recall.cut.slice(0, 10).map(({ id }) => id));
});

test("keeping a recall costs no entry and about a hundred bytes a hit", async () => {
  const agent = open(["It hums."]);
  await remember(agent);
  await all(agent.observe({ text: "So." }));
  const before = await agent.space.head();
  await all(agent.send(question));
  expect((await agent.space.head()).seq - before.seq).toBe(2);
  const answer = (await agent.space.list({ kind: "message", order: "descending", limit: 1 })).items[0];
  const body = answer?.body instanceof Uint8Array ? {} : (answer?.body ?? {});
  const { hits = [], cut = [] } = (await agent.space.recallOf(answer?.id ?? "")) ?? {};
  expect(JSON.stringify(body["recall"]).length).toBeLessThan(500 + 130 * (hits.length + cut.length));
});

test("keeps ids and figures of what was recalled, so that erasing leaves nothing of its text", async () => {
  const agent = open(["It hums."], { recallBudgetTokens: 80 });
  await remember(agent);
  await all(agent.send(question));
  const { items } = await agent.space.list({ kind: "passage" });
  const kept = (await agent.space.list({ kind: "message" })).items[1];
  expect(JSON.stringify(kept?.body)).not.toContain(secret);
  expect(await exported(agent)).toContain(secret);
  await agent.space.erase(items.filter(({ body }) => JSON.stringify(body).includes(secret)).map(({ id }) => id));
  expect(await exported(agent)).not.toContain(secret);
});

test("a recall goes with the message it was made for", async () => {
  const agent = open(["Hums."]);
  await remember(agent);
  await all(agent.send("What is a zeppelin to a boiler?"));
  const [asked] = (await agent.space.list({ kind: "message" })).items;
  expect(await exported(agent)).toContain("zeppelin");
  await agent.space.erase(asked?.id ?? "");
  expect(await exported(agent)).not.toContain("zeppelin");
  expect(await agent.space.recallOf(asked?.id ?? "")).toBeUndefined();
});

test("keeps what was ranked though nothing was sure enough to be shown", async () => {
  const agent = open(["I do not know."]);
  await remember(agent);
  await all(agent.send("Quarterly turbine maintenance schedule, boiler, hydraulics, procurement, insurance, compliance, personnel?"));
  const kept = await newest(agent);
  expect(kept).toMatchObject({ found: false, hits: [] });
  expect(new Set(kept?.cut.map(({ reason }) => reason))).toEqual(new Set(["confidence", "duplicate"]));
});

test("a turn that recalls nothing keeps nothing", async () => {
  const agent = open(["It hums."], { recall: "tool" });
  await remember(agent);
  await all(agent.send(question));
  await all(agent.observe([{ text: "A remark." }, { text: "Another.", role: "assistant" }]));
  for (const { id } of (await agent.space.list({ kind: "message" })).items) expect(await agent.space.recallOf(id)).toBeUndefined();
  const [passage] = (await agent.space.list({ kind: "passage", limit: 1 })).items;
  expect(await agent.space.recallOf(passage?.id ?? "")).toBeUndefined();
});

test("a turn that was gone on with keeps what it recalled again, for what came after", async () => {
  const stop = new AbortController();
  const agent = open([...steps.slice(0, 1), () => (stop.abort(), "Lost."), "It hums."]);
  await remember(agent);
  await all(agent.send(question, { signal: stop.signal }));
  await agent.space.write({ kind: "passage", text: "The boiler was replaced." });
  await all(agent.resume());
  const { items } = await agent.space.list({ kind: "message" });
  const [asked, call, result, answer] = await Promise.all(items.map(({ id }) => agent.space.recallOf(id)));
  expect(items).toHaveLength(4);
  expect([asked?.message, call?.message, result?.message]).toEqual(Array.from({ length: 3 }, () => items[1]?.id));
  expect(answer?.message).toBe(items[3]?.id);
  expect(answer?.total).toBe((call?.total ?? 0) + 1);
});

test("one turn's recall is never taken for another's", async () => {
  const agent = open(["One.", "Two."]);
  await remember(agent);
  await all(agent.send("What about the boiler?"));
  await all(agent.send("And the valve?"));
  const kept = await Promise.all((await agent.space.list({ kind: "message" })).items.map(({ id }) => agent.space.recallOf(id)));
  expect(kept.map((one) => one?.query)).toEqual([question, question, "And the valve?", "And the valve?"]);
});

test("reads what an import brought without failing on what makes no sense", async () => {
  const agent = open([]);
  const bodies = [{ hits: [1, {}, ["x", "y"]], cut: "no", words: [1], searched: [[]], context: null }, [], "recall", 7];
  for (const recall of bodies) await agent.space.write({ kind: "message", text: "Hm.", body: { role: "assistant", recall } });
  const kept = await Promise.all((await agent.space.list({ kind: "message" })).items.map(({ id }) => agent.space.recallOf(id)));
  expect(kept[0]).toMatchObject({ query: "", hits: [{ id: "", rank: 0 }, { id: "" }, { id: "x", version: 0 }], cut: [] });
  expect(kept.slice(1)).toEqual([undefined, undefined, undefined]);
});

async function newest({ space }: Agent): Promise<KeptRecall | undefined> {
  return space.recallOf((await space.list({ kind: "message", order: "descending", limit: 1 })).items[0]?.id ?? "");
}

async function exported({ space }: Agent): Promise<string> {
  let text = "";
  for await (const line of space.export()) text += line;
  return text;
}
