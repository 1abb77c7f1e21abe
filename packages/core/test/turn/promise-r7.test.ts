import { type Agent, type AgentEvent, createAgent, type MistakeCode, openMemory, type Tool } from "@pagefile/core";
import type { ChatEvent, ChatModel } from "@pagefile/core/contracts";
import { inMemoryJournal, manualClock, type RandomSource, randomSource, sequentialIds } from "@pagefile/testing";
import { expect, test } from "vitest";

const replies = process.env["PAGEFILE_PROMISE_SCALE"] === "full" ? 10_000 : 1_000;

/** One class of bad reply: what the model streams, and the mistake it must be told of; none where the reply is usable. */
interface BadReply {
  readonly title: string;
  readonly events: (random: RandomSource) => Iterable<ChatEvent>;
  readonly code?: MistakeCode;
  /** It is given to every request, and the turn ends by this bound. */
  readonly ends?: "identical-calls";
}

const clock = manualClock();
const insert = "archival_memory_insert";
const words = ["porto", "boiler", "Ana", "二零二六", "🙂", "\\n", "x".repeat(50)];

function text(random: RandomSource): string {
  return Array.from({ length: random.integer(1, 12) }, () => random.pick(words)).join(" ");
}

function* calling(written: string, name = insert, reason: "tool-calls" | "stop" | "length" | "other" = "tool-calls"): Generator<ChatEvent> {
  yield { type: "tool-call", id: "c1", name, arguments: written };
  yield { type: "finish", reason };
}

function* saying(said: string, reason: "stop" | "refusal" | "length" = "stop"): Generator<ChatEvent> {
  if (said !== "") yield { type: "text-delta", text: said };
  yield { type: "finish", reason };
}

function* endless(): Generator<ChatEvent> {
  for (;;) yield { type: "text-delta", text: "and on and on " };
}

const json = (random: RandomSource): string => JSON.stringify({ text: text(random) });

const classes: readonly BadReply[] = [
  { title: "cut off, and said so", events: (r) => calling(json(r).slice(0, r.integer(1, 9)), insert, "length"), code: "TRUNCATED" },
  { title: "whole, but cut off by the server's word", events: (r) => calling(json(r), insert, "length"), code: "TRUNCATED" },
  {
    title: "cut off under another finish",
    events: (r) => calling(json(r).slice(0, -r.integer(1, 3)), insert, r.pick(["tool-calls", "stop", "other"] as const)),
    code: "TRUNCATED",
  },
  {
    title: "balanced but invalid JSON",
    events: (r) => calling(r.pick(['{"text" "a"}', "{text: a}", '{"text": nope}', "{'text': 'a'}"])),
    code: "MALFORMED_JSON",
  },
  { title: "{} for required", events: (r) => calling(r.pick(["{}", "", " "])), code: "ARGUMENTS_INVALID" },
  {
    title: "wrong types",
    events: (r) => calling(JSON.stringify({ text: r.pick([1, true, null, ["a"], { a: 1 }]) })),
    code: "ARGUMENTS_INVALID",
  },
  { title: "the same call again", events: () => calling('{"query":"Ana"}', "conversation_search"), ends: "identical-calls" },
  { title: "a broken stream", events: (r) => [{ type: "text-delta", text: text(r) }] },
  { title: "no object", events: (r) => calling(r.pick(["[]", "3", "null", '"text"'])), code: "ARGUMENTS_INVALID" },
  {
    title: "extra fields",
    events: (r) => calling(JSON.stringify({ text: "a", [`extra${r.integer(0, 99)}`]: 1 })),
    code: "ARGUMENTS_INVALID",
  },
  {
    title: "doubled keys",
    events: (r) => calling(r.pick(['{"text":"a","text":"b"}', '{"text":"a","\\u0074ext":"b"}'])),
    code: "DOUBLED_KEY",
  },
  {
    title: "__proto__",
    events: (r) => calling(r.pick(['{"__proto__":{"text":"a"}}', '{"text":"a","__proto__":{"polluted":1}}'])),
    code: "FORBIDDEN_KEY",
  },
  { title: "10 MB", events: () => calling(`{"text":"${"a".repeat(10_000_000)}"}`), code: "TOO_LONG" },
  {
    title: "depth 10,000",
    events: (r) =>
      calling(r.pick([`${'{"text":'.repeat(10_000)}1${"}".repeat(10_000)}`, `{"text":${"[".repeat(10_000)}${"]".repeat(10_000)}}`])),
    code: "TOO_DEEP",
  },
  {
    title: "NUL and lone surrogates",
    events: (r) => calling(r.pick(['{"text":"a\\u0000b"}', '{"text":"\\ud800"}', '{"text":"x\\udc00y"}'])),
    code: "BAD_TEXT",
  },
  {
    title: "an unknown tool",
    events: (r) => calling(json(r), r.pick(["send_money", "", "__proto__", "constructor", "x".repeat(5000)])),
    code: "UNKNOWN_TOOL",
  },
  {
    title: "a near-miss name",
    events: (r) => calling(json(r), r.pick(["archival_memory_insrt", "ArchivalMemoryInsert", "archival-memory-insert"])),
    code: "UNKNOWN_TOOL",
  },
  {
    title: "200 parallel calls",
    events: function* () {
      for (let at = 0; at < 200; at += 1) yield { type: "tool-call", id: `c${at}`, name: insert, arguments: '{"text":"a"}' };
      yield { type: "finish", reason: "tool-calls" };
    },
    code: "TOO_MANY_CALLS",
  },
  { title: "empty content", events: (r) => saying(r.pick(["", " ", "\n\n", "\0"])), code: "EMPTY" },
  { title: "a refusal without a word", events: () => saying("", "refusal"), code: "REFUSED" },
  { title: "an endless stream", events: () => endless(), code: "ENDLESS" },
  {
    title: "text and a bad call together",
    events: (r) => [{ type: "text-delta", text: text(r) }, ...calling("{}")],
    code: "ARGUMENTS_INVALID",
  },
];

/** Streams one bad reply, then a good one. */
function model(bad: Iterable<ChatEvent>, every = false): ChatModel & { readonly prompts: string[] } {
  const prompts: string[] = [];
  return {
    id: "bad",
    contextWindow: 8192,
    capabilities: { tools: true, structuredOutput: false, images: false },
    prompts,
    async *stream(request) {
      // A long history is summarised in between; that request is no part of the turn.
      if (request.tools === undefined) return yield* saying("They asked questions.");
      prompts.push(JSON.stringify(request.messages));
      yield* every || prompts.length === 1 ? bad : saying("Done.");
    },
  };
}

/** Everything that happened in the turn, text aside, and what the model was told in its second request. */
interface Turn {
  readonly events: readonly AgentEvent[];
  readonly told: string | undefined;
}

async function turn(kind: BadReply, random: RandomSource, agentOf: (model: ChatModel) => Agent): Promise<Turn> {
  const written = [...take(kind.events(random))];
  const scripted = model(kind.code === "ENDLESS" ? endless() : written, kind.ends !== undefined);
  const events: AgentEvent[] = [];
  for await (const event of agentOf(scripted).send(`Question ${random.seed}`)) {
    if (event.type !== "text-delta") events.push(event);
    if (event.type === "retry") setTimeout(() => void clock.advance(event.waitMs), 0);
  }
  return { events, told: scripted.prompts[1] };
}

function* take<T>(items: Iterable<T>): Generator<T> {
  let count = 0;
  for (const item of items)
    if ((count += 1) <= 1000) yield item;
    else return;
}

function expectAnswered({ code, ends }: BadReply, { events, told }: Turn, where: string): void {
  const mistakes = events.filter((event) => event.type === "mistake");
  expect(
    mistakes.map((event) => event.code),
    where,
  ).toEqual(code === undefined ? [] : [code]);
  if (ends !== undefined) {
    expect(events.at(-1), where).toMatchObject({ type: "turn-finish", reason: ends });
    expect(events.filter((event) => event.type === "tool-result").at(-1)?.result.text, where).toContain("You made this very call before");
    return;
  }
  expect(events.at(-1), where).toMatchObject({ type: "turn-finish", reason: "answered", text: "Done." });
  expect(
    events.some(({ type }) => type === "tool-call"),
    where,
  ).toBe(false);
  if (code === undefined) {
    expect(
      events.filter((event) => event.type === "retry").map(({ reason }) => reason),
      where,
    ).toEqual([expect.stringContaining("broke off")]);
    return;
  }
  expect(told, where).toContain(code);
  expect(mistakes[0]?.cause.length, where).toBeGreaterThan(30);
  expect(mistakes[0]?.cause.length, where).toBeLessThan(1200);
}

test(
  `R7: ${replies} bad replies in ${classes.length} classes are answered with what to change, and none is run or kept`,
  { timeout: 600_000 },
  async () => {
    const memory = openMemory({ journal: inMemoryJournal(), clock, ids: sequentialIds(clock) });
    const ran: unknown[] = [];
    const spy: Tool = {
      name: "spy",
      description: "Acts.",
      parameters: { type: "object" },
      effect: "external",
      run: async (input) => `ran ${ran.push(input)}`,
    };
    for (let at = 0; at < replies; at += 1) {
      const kind = classes[at % classes.length];
      if (kind === undefined) throw new TypeError("No class.");
      const events = await turn(kind, randomSource(at), (scripted) =>
        createAgent({ memory, space: `acme/a${at % 40}`, model: scripted, clock, tools: [spy], recall: "tool", windowTokens: 4096 }),
      );
      expectAnswered(kind, events, `${kind.title}, seed ${at}`);
    }
    expect(ran).toEqual([]);
    for await (const name of memory.spaces("acme/")) {
      const space = memory.space(name);
      const { items } = await space.list({ kind: "message", limit: 1000 });
      const roles = items
        .map(({ body }) => (body instanceof Uint8Array ? "" : body["calls"] === undefined ? body["role"] : "calls"))
        .join(" ");
      expect(roles).toMatch(/^(user assistant ?|user (calls tool ?)+)*$/);
      expect((await space.list({ kind: "passage" })).items).toEqual([]);
    }
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  },
);

test("suggests the right name for a near miss and runs nothing by guesswork", async () => {
  const clock = manualClock();
  const memory = openMemory({ journal: inMemoryJournal(), clock });
  const agent = createAgent({ memory, space: "acme/a", model: model(calling('{"text":"a"}', "archival_memory_insrt")), clock });
  const causes: string[] = [];
  for await (const event of agent.send("Hi")) if (event.type === "mistake") causes.push(event.cause);
  expect(causes).toEqual(['There is no tool "archival_memory_insrt". Did you mean archival_memory_insert?']);
});

test("repairs what cannot change the meaning: a code fence, a comma too many, JSON in a string", async () => {
  for (const written of ['```json\n{"text":"a"}\n```', '{"text":"a",}', JSON.stringify('{"text":"a"}')]) {
    const clock = manualClock();
    const memory = openMemory({ journal: inMemoryJournal(), clock });
    const agent = createAgent({ memory, space: "acme/a", model: model(calling(written)), clock });
    const results: AgentEvent[] = [];
    for await (const event of agent.send("Hi")) if (event.type === "tool-result" || event.type === "mistake") results.push(event);
    expect(results).toMatchObject([{ type: "tool-result", result: { failed: false } }]);
  }
});

test("stops after three answers that cannot be used, and asks again when a stream breaks off", async () => {
  const clock = manualClock();
  const memory = openMemory({ journal: inMemoryJournal(), clock });
  let asked = 0;
  const always = (events: () => Iterable<ChatEvent>): ChatModel => ({
    ...model([]),
    async *stream() {
      asked += 1;
      yield* events();
    },
  });
  const agent = createAgent({ memory, space: "acme/a", model: always(() => calling("{}")), clock });
  const events: AgentEvent[] = [];
  for await (const event of agent.send("Hi")) events.push(event);
  expect(events.at(-1)).toMatchObject({ reason: "mistakes", text: "" });
  expect(asked).toBe(3);

  asked = 0;
  agent.useModel(always(() => (asked < 3 ? [{ type: "text-delta", text: "half a sen" }] : saying("Whole."))));
  const retried: AgentEvent[] = [];
  for await (const event of agent.send("And now?")) {
    retried.push(event);
    if (event.type === "retry") setTimeout(() => void clock.advance(event.waitMs), 0);
  }
  expect(retried.filter(({ type }) => type === "retry")).toHaveLength(2);
  expect(retried.at(-1)).toMatchObject({ reason: "answered", text: "Whole." });
});
