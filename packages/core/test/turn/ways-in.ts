import { type AgentEvent, createExtractor } from "@pagefile/core";
import type { Origin } from "@pagefile/core/contracts";
import { scriptedModel } from "@pagefile/testing";
import { agentIn, collect, home, order, say, shared, type World } from "./poisoned-world.ts";

/** What is to come in, and what it is about. */
export interface Poison {
  readonly text: string;
  readonly topic: string;
}

/** A way by which text that nobody vouches for comes before the model. */
export interface WayIn {
  /** Puts it in, and shows it to the agent once where nobody has to ask for it. */
  readonly plant: (world: World, poison: Poison) => Promise<readonly AgentEvent[]>;
  /** What the user has to say for it to come back, beside the question about the topic. */
  readonly ask?: string;
}

export const document: Origin = { channel: "document", trust: "untrusted", source: "manual.pdf" };
const web: Origin = { channel: "web", trust: "untrusted", source: "https://example.com/kettle" };
const mail: Origin = { channel: "tool", trust: "untrusted", source: "mail" };

export const waysIn: Readonly<Record<string, WayIn>> = {
  "a tool's result": {
    plant: (world, { text, topic }) => say(agentIn(world, { page: text }), `What about the ${topic}? ${order("look_up", {})}`),
  },
  "a document": { plant: (world, poison) => passage(world, poison, { space: home, origin: document }) },
  "a web page": { plant: (world, poison) => passage(world, poison, { space: home, origin: web }) },
  "a mounted space": { plant: (world, poison) => passage(world, poison, { space: shared, origin: { ...document, source: "shared.pdf" } }) },
  "a table's row": { plant: row, ask: order("table_query", { sql: "SELECT note FROM things" }) },
  "a table's description": { plant: description },
  "an extracted fact": { plant: fact },
  "a summary": { plant: summary },
};

async function passage(world: World, { text, topic }: Poison, { space, origin }: { readonly space: string; readonly origin: Origin }) {
  await world.memory.space(space).write({ kind: "passage", text }, { origin });
  return say(agentIn(world), `What do you know about the ${topic}?`);
}

const columns = [{ name: "note", type: "text" }] as const;

async function row({ memory }: World, { text }: Poison) {
  const { tables } = memory.space(home);
  await tables.define("things", { columns });
  await tables.put("things", { values: { note: text } }, { origin: web });
  return [];
}

async function description(world: World, { text }: Poison) {
  await world.memory.space(home).tables.define("things", { columns, description: text }, { origin: web });
  return say(agentIn(world), "Hello.");
}

/** A model reads a fact out of a message. The message goes, so that nothing but the fact brings it back. */
async function fact({ memory }: World, { text, topic }: Poison) {
  const space = memory.space(home);
  const { records } = await space.write({ kind: "message", text }, { origin: mail });
  const found = { message: 1, quote: `The ${topic} holds two litres`, subject: topic, predicate: "note", value: text };
  const model = scriptedModel([JSON.stringify({ facts: [found], passages: [] })]);
  const { facts } = await createExtractor({ memory, model }).run(home);
  if (facts !== 1) throw new Error("The fact was not read.");
  await space.delete(records.map(({ id }) => id));
  return [];
}

/** A small window: the message is summed up by the model, and goes, so that nothing but the summary brings it back. */
async function summary(world: World, { text }: Poison) {
  const space = world.memory.space(home);
  const agent = agentIn(world, { windowTokens: 4000 });
  const { records } = await space.write({ kind: "message", text }, { origin: mail });
  for (let evicted = false; !evicted;) {
    const events = await collect(agent.observe({ text: "I went for a long walk along the river today. ".repeat(40) }));
    evicted = events.some(({ type }) => type === "eviction");
  }
  await space.delete(records.map(({ id }) => id));
  return [];
}
