import { type AgentEvent, createAgent, openMemory, type StopReason, type Tool } from "@pagefile/core";
import type { ChatModel, ChatRequest } from "@pagefile/core/contracts";
import {
  inMemoryJournal,
  manualClock,
  type ManualClock,
  type RandomSource,
  randomSource,
  type ScriptedReply,
  scriptedModel,
  sequentialIds,
} from "@pagefile/testing";
import { expect, test } from "vitest";

const loopers = process.env["PAGEFILE_PROMISE_SCALE"] === "full" ? 1_000 : 200;

const bounds = { steps: 8, tokens: 60_000, timeMs: 60_000, identicalCalls: 3, mistakes: 3 };

/** A model that never comes to an end, and how it must be stopped. */
interface Looper {
  readonly title: string;
  readonly reply: (random: RandomSource, clock: ManualClock) => (request: ChatRequest) => ScriptedReply;
  readonly stops: StopReason;
  readonly heartbeat?: boolean;
}

const search = (query: string): ScriptedReply => ({ calls: [{ name: "conversation_search", arguments: { query } }] });

const kinds: readonly Looper[] = [
  { title: "always another call", reply: (random) => () => search(`q${random.next()}`), stops: "steps" },
  {
    title: "always the same call",
    reply: (random) => {
      const query = `q${random.next()}`;
      return () => search(query);
    },
    stops: "identical-calls",
  },
  {
    title: "the same two calls in turn",
    reply: () => {
      let at = 0;
      return () => search(`q${(at += 1) % 2}`);
    },
    stops: "identical-calls",
  },
  {
    title: "costly calls",
    reply: (random) => () => ({ ...(search(`q${random.next()}`) as object), usage: { inputTokens: 25_000, outputTokens: 100 } }),
    stops: "tokens",
  },
  {
    title: "slow calls",
    reply: (random, clock) => () => async () => {
      await clock.advance(random.integer(20_000, 40_000));
      return search(`q${random.next()}`);
    },
    stops: "time",
  },
  {
    title: "never anything usable",
    reply: (random) => () =>
      random.pick(["", { calls: [{ name: "nope", arguments: {} }] }, { calls: [{ name: "conversation_search", arguments: "{" }] }]),
    stops: "mistakes",
  },
  {
    title: "a heartbeat without end",
    reply: (random) => () => ({
      calls: [{ name: "conversation_search", arguments: { query: `q${random.next()}`, request_heartbeat: true } }],
    }),
    stops: "steps",
    heartbeat: true,
  },
  {
    title: "a tool that fails for ever",
    reply: (random) => () => ({ calls: [{ name: "core_memory_append", arguments: { label: `l${random.next()}`, text: "a" } }] }),
    stops: "steps",
  },
];

async function turn(
  kind: Looper,
  seed: number,
): Promise<{ events: AgentEvent[]; requests: number; next: AgentEvent | undefined; sent: ChatRequest | undefined }> {
  const clock = manualClock();
  const random = randomSource(seed);
  const memory = openMemory({ journal: inMemoryJournal(), clock, ids: sequentialIds(clock) });
  const model = scriptedModel(kind.reply(random, clock));
  const agent = createAgent({ memory, space: "acme/a", model, clock, bounds, heartbeat: kind.heartbeat ?? false, recall: "tool" });
  const events: AgentEvent[] = [];
  for await (const event of agent.send("Go.")) events.push(event);
  const after = scriptedModel(["Here I am."]);
  agent.useModel(after);
  let next: AgentEvent | undefined;
  for await (const event of agent.resume()) throw new Error(`A stopped turn went on with ${event.type}.`);
  for await (const event of agent.send("Still there?")) next = event;
  return { events, requests: model.requests.length, next, sent: after.requests[0] };
}

/** Every call has its results right behind it. */
function expectWhole(request: ChatRequest | undefined, where: string): void {
  const messages = request?.messages ?? [];
  messages.forEach((message, at) => {
    const calls = message.role === "assistant" ? (message.calls ?? []) : [];
    const results = messages.slice(at + 1, at + 1 + calls.length).map((result) => (result.role === "tool" ? result.callId : ""));
    expect(results, where).toEqual(calls.map(({ id }) => id));
  });
}

test(
  `R8: ${loopers} models that never end are stopped within their bounds, and the agent is ready for the next message`,
  { timeout: 600_000 },
  async () => {
    for (let seed = 0; seed < loopers; seed += 1) {
      const kind = kinds[seed % kinds.length];
      if (kind === undefined) throw new TypeError("No looper.");
      const { events, requests, next, sent } = await turn(kind, seed);
      const where = `${kind.title}, seed ${seed}`;
      expect(events.at(-1), where).toMatchObject({
        type: "turn-finish",
        reason: kind.stops,
        text: "",
        explanation: expect.stringContaining("I stopped"),
      });
      expect(requests, where).toBeLessThanOrEqual(bounds.steps);
      expect(events.filter(({ type }) => type === "step-start").length, where).toBe(
        events.filter(({ type }) => type === "step-finish").length,
      );
      expect(next, where).toMatchObject({ type: "turn-finish", reason: "answered", text: "Here I am." });
      expectWhole(sent, where);
    }
  },
);

test("a turn cancelled at any event leaves whole pairs and can be resumed", async () => {
  for (let at = 0; at < 12; at += 1) {
    const clock = manualClock();
    const memory = openMemory({ journal: inMemoryJournal(), clock, ids: sequentialIds(clock) });
    const wait: Tool = { name: "wait", description: "Waits.", parameters: { type: "object" }, effect: "read", run: async () => "Waited." };
    const script = (request: ChatRequest): ScriptedReply =>
      request.messages.at(-1)?.role === "tool"
        ? "Done."
        : {
            text: "Let me see.",
            calls: [
              { name: "wait", arguments: {} },
              { name: "wait", arguments: { n: 1 } },
            ],
          };
    const model = scriptedModel(script);
    const agent = createAgent({ memory, space: "acme/a", model, clock, tools: [wait], recall: "tool" });
    const controller = new AbortController();
    const events: AgentEvent[] = [];
    for await (const event of agent.send("Go.", { signal: controller.signal })) if (events.push(event) === at + 1) controller.abort();
    const last = events.at(-1);
    expect(last).toMatchObject({ type: "turn-finish" });
    if (last?.type !== "turn-finish" || last.reason === "answered") continue;
    expect(last.reason).toBe("cancelled");
    let resumed: AgentEvent | undefined;
    for await (const event of agent.resume()) resumed = event;
    expect(resumed).toMatchObject({ reason: "answered", text: "Done." });
    expectWhole(model.requests.at(-1), `cancelled at ${at}`);
  }
});

test("ends a turn on time although the model never answers (PITFALLS 2)", async () => {
  const clock = manualClock();
  const memory = openMemory({ journal: inMemoryJournal(), clock });
  const hung: ChatModel = {
    ...scriptedModel([]),
    stream: () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) }),
  };
  const agent = createAgent({ memory, space: "acme/a", model: hung, clock, bounds: { timeMs: 5_000 } });
  let last: AgentEvent | undefined;
  for await (const event of agent.send("Hello?")) {
    last = event;
    if (event.type === "step-start") setTimeout(() => void clock.advance(5_000), 0);
  }
  expect(last).toMatchObject({ type: "turn-finish", reason: "time" });
});

test("refuses a second turn while one is going on", async () => {
  const memory = openMemory({ journal: inMemoryJournal() });
  const agent = createAgent({ memory, space: "acme/a", model: scriptedModel(["One.", "Two."]) });
  const first = agent.send("One?")[Symbol.asyncIterator]();
  await first.next();
  await expect(agent.send("Two?")[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
  await first.return?.();
  expect((await agent.send("Two?")[Symbol.asyncIterator]().next()).value).toMatchObject({ type: "turn-start" });
});
