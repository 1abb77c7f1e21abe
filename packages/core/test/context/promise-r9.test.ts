import { type AgentEvent, createAgent, openMemory } from "@pagefile/core";
import type { ChatRequest, MemoryRecord } from "@pagefile/core/contracts";
import {
  inMemoryJournal,
  manualClock,
  type RandomSource,
  randomSource,
  type ScriptedReply,
  scriptedModel,
  sequentialIds,
} from "@pagefile/testing";
import { expect, test } from "vitest";

const histories = process.env["PAGEFILE_PROMISE_SCALE"] === "full" ? 10_000 : 150;

const pieces = [
  "the boiler was serviced",
  "Ana lives in Porto",
  "我妹妹住在波尔图",
  "0196b0aa-1234-7000-8000-00000000000a",
  "€ 1,299.90",
  "!?;:-- ...",
  "🙂🙂",
  "supercalifragilistic",
  '{"a":[1,2,3]}',
];

function words(random: RandomSource, most: number): string {
  return Array.from({ length: random.integer(1, most) }, () => random.pick(pieces)).join(random.pick([" ", "\n", ", "]));
}

let marks = 0;

/** A word of its own begins every text, so that it can be looked for. */
function marked(text: string): string {
  marks += 1;
  return `mark${marks} ${text}`;
}

/** Mostly short, sometimes far longer than the window. */
function message(random: RandomSource): string {
  if (random.chance(0.04)) return marked(random.pick(["x", "漢", "?!"]).repeat(random.integer(5_000, 60_000)));
  return marked(words(random, random.chance(0.1) ? 200 : 12));
}

/** Answers at random: text, calls with small and huge results, several calls; as a summariser sometimes failing. */
function replier(random: RandomSource): (request: ChatRequest) => ScriptedReply {
  return (request) => {
    if (request.tools === undefined) return random.chance(0.15) ? new Error("The summariser is out of order.") : words(random, 30);
    if (random.chance(0.6)) return marked(words(random, 15));
    const call = (): { name: string; arguments: { n: number } } => ({ name: "report", arguments: { n: random.integer(1, 1_000_000) } });
    return { text: random.chance(0.3) ? marked(words(random, 5)) : "", calls: Array.from({ length: random.integer(1, 4) }, call) };
  };
}

test(
  `R9: the context never overflows in ${histories} random histories, and what was evicted is still found`,
  { timeout: 3_600_000 },
  async () => {
    const unrecovered: string[] = [];
    let evictions = 0;
    for (let seed = 0; seed < histories; seed += 1) {
      const random = randomSource(seed);
      const clock = manualClock();
      const memory = openMemory({ journal: inMemoryJournal(), clock, ids: sequentialIds(clock) });
      const contextWindow = random.pick([3_000, 4_096, 6_000]);
      const strict = { bias: random.next() * 0.4 - 0.2 };
      const report = {
        name: "report",
        description: "Reports.",
        parameters: { type: "object", properties: { n: { type: "integer" } } },
        effect: "read",
        run: async () => message(random),
      } as const;
      const model = scriptedModel(replier(random), { contextWindow, strict });
      const agent = createAgent({ memory, space: "acme/a", model, clock, tools: [report], recall: random.pick(["auto", "tool"] as const) });
      for (let turn = random.integer(2, 6); turn > 0; turn -= 1) {
        const told = random.chance(0.3)
          ? agent.observe(Array.from({ length: 8 }, () => ({ text: message(random) })))
          : agent.send(message(random));
        const events: AgentEvent[] = [];
        for await (const event of told) if (event.type !== "text-delta") events.push(event);
        evictions += events.filter(({ type }) => type === "eviction").length;
        const last = events.at(-1);
        if (last?.type === "turn-finish" && last.reason === "failed") unrecovered.push(`seed ${seed}: ${last.explanation ?? ""}`);
      }
      const messages = await everyMessage(memory.space("acme/a"));
      const { messages: inQueue } = await agent.context();
      for (const evicted of messages.slice(0, Math.max(0, messages.length - inQueue)).slice(0, 3))
        await expectFound(memory.space("acme/a"), evicted);
    }
    expect(unrecovered).toEqual([]);
    expect(evictions).toBeGreaterThan(histories / 2);
  },
);

async function everyMessage(space: ReturnType<ReturnType<typeof openMemory>["space"]>): Promise<readonly MemoryRecord[]> {
  return (await space.list({ kind: "message", limit: 1000 })).items;
}

async function expectFound(space: ReturnType<ReturnType<typeof openMemory>["space"]>, { id, body }: MemoryRecord): Promise<void> {
  expect(await space.get(id)).toBeDefined();
  // The results of tools are read by their id.
  if (body instanceof Uint8Array || body["role"] === "tool") return;
  const [mark] = /^mark\d+/.exec(String(body["text"])) ?? [];
  if (mark === undefined) return;
  const { hits } = await space.read(mark, { kinds: ["message"] });
  expect(
    hits.map((hit) => hit.id),
    mark,
  ).toContain(id);
}
