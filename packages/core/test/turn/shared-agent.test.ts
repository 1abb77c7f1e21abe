import { type AgentEvent, createAgent, openMemory, type SharedAgent, shareAgent, type SharedTurn } from "@pagefile/core";
import { type ChatModel, isPagefileError, type Journal, PagefileError } from "@pagefile/core/contracts";
import { faultyJournal, inMemoryJournal, manualClock, scriptedModel, sequentialIds } from "@pagefile/testing";
import { expect, test } from "vitest";
import { GatedModel } from "./gated-model.ts";

const clock = manualClock(Date.parse("2026-05-03T10:00:00Z"));

function share(model: ChatModel = new GatedModel(), journal: Journal = inMemoryJournal()): SharedAgent {
  const agent = createAgent({ memory: openMemory({ journal, clock }), space: "acme/alice", model, clock });
  return shareAgent(agent, { clock, ids: sequentialIds(clock) });
}

async function all(events: AsyncIterable<AgentEvent>): Promise<AgentEvent[]> {
  const list: AgentEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

/** Reads until the text so far is this. */
async function until(reader: AsyncIterator<AgentEvent>, text: string): Promise<void> {
  let said = "";
  while (said !== text) {
    const { value } = await reader.next();
    if (value?.type === "text-delta") said += value.text;
  }
}

const joined = (events: readonly AgentEvent[]): string =>
  events.map((event) => (event.type === "text-delta" ? event.text : ` ${event.type} `)).join("");

test("two readers see every event, in the same order, as they happen", async () => {
  const model = new GatedModel();
  const turn = share(model).start("Hello?");
  const readers = [turn.events()[Symbol.asyncIterator](), turn.events()[Symbol.asyncIterator]()];
  model.say("One, ");
  for (const reader of readers) await until(reader, "One, ");
  model.say("two.");
  for (const reader of readers) expect((await reader.next()).value).toEqual({ type: "text-delta", text: "two." });
  model.end();
  const rest = await Promise.all(readers.map((reader) => all({ [Symbol.asyncIterator]: () => reader })));
  expect(rest[0]?.map(({ type }) => type)).toEqual(["step-finish", "turn-finish"]);
  expect(rest[1]).toEqual(rest[0]);
});

test("a turn runs to its end though nobody reads it", async () => {
  const shared = share(scriptedModel(["Hello."]));
  const turn = shared.start("Hello?", { by: "terminal" });
  expect(turn).toMatchObject({ text: "Hello?", by: "terminal", startedAt: clock.now() });
  expect(await turn.finished).toMatchObject({ reason: "answered", text: "Hello." });
  expect((await shared.agent.space.list({ kind: "message" })).items).toHaveLength(2);
});

test("a reader that comes late gets all of it, its deltas joined", async () => {
  const model = new GatedModel();
  const shared = share(model);
  const turn = shared.start("Hello?");
  const early = turn.events()[Symbol.asyncIterator]();
  model.say("One, ", "two, ");
  await until(early, "One, two, ");
  const late = all(turn.events());
  model.say("three.");
  model.end();
  await turn.finished;
  const seen = await late;
  expect(joined(seen)).toBe(joined(await all(turn.events())));
  expect(seen.find(({ type }) => type === "text-delta")).toEqual({ type: "text-delta", text: "One, two, " });
  const replayed = await all(shared.last?.events() ?? turn.events());
  expect(replayed.filter(({ type }) => type === "text-delta")).toEqual([{ type: "text-delta", text: "One, two, three." }]);
  expect(replayed.at(-1)).toMatchObject({ type: "turn-finish", text: "One, two, three." });
});

test("a long text is replayed whole and in few pieces", async () => {
  const words = Array.from({ length: 5000 }, (_, at) => `word${at} `);
  const model = new GatedModel();
  const turn = share(model).start("Hello?");
  model.say(...words);
  model.end();
  await turn.finished;
  const deltas = (await all(turn.events())).flatMap((event) => (event.type === "text-delta" ? [event.text] : []));
  expect(deltas.join("")).toBe(words.join(""));
  expect(deltas.length).toBeLessThan(15);
});

test("a reader that leaves does not stop the turn", async () => {
  const model = new GatedModel();
  const turn = share(model).start("Hello?");
  for await (const event of turn.events()) if (event.type === "step-start") break;
  const leaving = new AbortController();
  const left = all(turn.events({ signal: leaving.signal }));
  leaving.abort();
  expect(joined(await left)).not.toContain("turn-finish");
  expect(await all(turn.events({ signal: AbortSignal.abort() }))).toEqual([]);
  model.say("Still here.");
  model.end();
  expect(await turn.finished).toMatchObject({ reason: "answered", text: "Still here." });
});

test("cancels once for everyone, and the turn can be gone on with", async () => {
  const model = new GatedModel();
  const shared = share(model);
  const turn = shared.start("Hello?", { by: "tab 1" });
  const reader = all(turn.events());
  model.say("Well, ");
  await until(turn.events()[Symbol.asyncIterator](), "Well, ");
  turn.cancel();
  turn.cancel();
  expect(await turn.finished).toMatchObject({ reason: "cancelled" });
  expect((await reader).at(-1)).toMatchObject({ type: "turn-finish", reason: "cancelled" });
  expect(await all(turn.events())).toEqual(await all(turn.events()));
  const resumed = await shared.resume({ by: "tab 2" });
  expect(resumed).toMatchObject({ text: "Hello?", by: "tab 2" });
  expect(resumed?.id).not.toBe(turn.id);
  turn.cancel();
  model.say("hello.");
  model.end();
  expect(await resumed?.finished).toMatchObject({ reason: "answered", text: "hello." });
  expect(await shared.resume()).toBeUndefined();
  expect(shared.running).toBeUndefined();
});

test("the caller's signal cancels as well", async () => {
  const stop = new AbortController();
  const turn = share().start("Hello?", { signal: stop.signal });
  stop.abort();
  expect(await turn.finished).toMatchObject({ reason: "cancelled" });
});

test("one turn at a time: the second is refused, and can begin when the end of the first is read", async () => {
  const model = new GatedModel();
  const shared = share(model);
  const first = shared.start("One?");
  expect(shared.running).toBe(first);
  expect(() => shared.start("Two?")).toThrow(expect.objectContaining({ code: "TURN_IN_PROGRESS" }));
  await expect(shared.resume()).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
  model.say("Yes.");
  model.end();
  for await (const event of first.events()) {
    if (event.type !== "turn-finish") continue;
    expect(shared).toMatchObject({ running: undefined, last: first });
    const second = shared.start("Two?");
    expect(shared).toMatchObject({ running: second, last: undefined });
    model.end();
    second.cancel();
    await second.finished;
  }
});

test("nothing begins while a turn to go on with is looked for", async () => {
  const shared = share(scriptedModel(["Hello."]));
  const looking = shared.resume();
  expect(() => shared.start("Hello?")).toThrow(expect.objectContaining({ code: "TURN_IN_PROGRESS" }));
  expect(await looking).toBeUndefined();
  expect(await shared.start("Hello?").finished).toMatchObject({ reason: "answered" });
});

test("tells of each turn that begins after the call, whoever began it", async () => {
  const shared = share(scriptedModel(["One.", "Two.", "Three."]));
  await shared.start("Before?").finished;
  const feeds = [new AbortController(), new AbortController()].map((stop) => ({ stop, turns: shared.turns({ signal: stop.signal }) }));
  const begun: SharedTurn[] = [shared.start("One?", { by: "terminal" })];
  await begun[0]?.finished;
  begun.push(shared.start("Two?", { by: "tab" }));
  await begun[1]?.finished;
  for (const { stop, turns } of feeds) {
    const reader = turns[Symbol.asyncIterator]();
    expect((await reader.next()).value).toBe(begun[0]);
    expect((await reader.next()).value).toBe(begun[1]);
    const waiting = reader.next();
    stop.abort();
    expect((await waiting).done).toBe(true);
  }
});

test("an error of the journal comes to every reader after what happened, and the next turn can begin", async () => {
  const faults = [{ at: "append:before", passage: 3, error: new PagefileError("JOURNAL_UNAVAILABLE", "The disk is full.") }] as const;
  const journal = faultyJournal(inMemoryJournal(), { faults });
  const shared = share(scriptedModel(["One.", "Two."]), journal);
  const turn = shared.start("One?");
  const seen: string[] = [];
  const reading = (async () => {
    for await (const { type } of turn.events()) seen.push(type);
  })();
  await expect(reading).rejects.toMatchObject({ code: "JOURNAL_UNAVAILABLE" });
  expect(seen).toContain("text-delta");
  expect(seen).not.toContain("turn-finish");
  await expect(turn.finished).rejects.toSatisfy((error) => isPagefileError(error, "JOURNAL_UNAVAILABLE"));
  await expect(all(turn.events())).rejects.toMatchObject({ code: "JOURNAL_UNAVAILABLE" });
  expect(shared).toMatchObject({ running: undefined, last: turn });
  expect(await shared.start("Two?").finished).toMatchObject({ reason: "answered" });
});

test("a turn that the agent refuses fails as the agent says", async () => {
  const model = new GatedModel();
  const shared = share(model);
  const beside = shared.agent.send("Beside?")[Symbol.asyncIterator]();
  await beside.next();
  const turn = shared.start("Hello?");
  await expect(turn.finished).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
  await beside.return?.();
  expect(shared.running).toBeUndefined();
});

test("memory can be edited and messages observed between and during turns", async () => {
  const model = new GatedModel();
  const shared = share(model);
  const turn = shared.start("Hello?");
  await shared.agent.space.write({ kind: "passage", text: "The boiler was serviced on 3 March." });
  model.say("Hello.");
  model.end();
  expect(await turn.finished).toMatchObject({ reason: "answered" });
  await all(shared.agent.observe({ text: "A remark." }));
  expect(await shared.agent.space.count()).toMatchObject({ message: 3, passage: 1 });
});
