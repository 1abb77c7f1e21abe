import { type Agent, type AgentEvent, createAgent, type Memory, openMemory } from "@pagefile/core";
import type { ChatModel, KeptResult, MessageBody } from "@pagefile/core/contracts";
import { describeWithService } from "@pagefile/services";
import { postgres } from "@pagefile/store-sql";
import { expect, it, onTestFinished } from "vitest";
import { freshSchema } from "./support/admin.ts";

/** Pays, once in a turn, and then says so. */
const payer: ChatModel = {
  id: "payer",
  contextWindow: 8_000,
  capabilities: { tools: true, structuredOutput: false, images: false },
  async *stream({ messages }) {
    if (messages.at(-1)?.role === "tool") yield { type: "text-delta", text: "Done." };
    else yield { type: "tool-call", id: "call", name: "pay", arguments: "{}" };
    yield { type: "finish", reason: "stop" };
  },
};

interface Office {
  readonly name: string;
  /** Each with connections of its own, like agents of many processes. */
  readonly agents: readonly [Agent, Agent, ...Agent[]];
  /** The times that were paid. */
  readonly paid: readonly string[];
}

const collect = async (events: AsyncIterable<AgentEvent>): Promise<AgentEvent[]> => {
  const all: AgentEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
};

/** Agents of one space where a payment waits for a word, for each of some rounds. */
async function* offices(url: string, { agents, rounds }: { readonly agents: number; readonly rounds: number }): AsyncGenerator<Office> {
  const schema = freshSchema();
  const memories = Array.from({ length: agents }, () => openMemory({ journal: postgres({ url, schema, connections: 2 }) }));
  onTestFinished(async () => {
    await Promise.all(memories.map((memory) => memory.close()));
  });
  for (let round = 0; round < rounds; round += 1) {
    const paid: string[] = [];
    const tools = [
      {
        name: "pay",
        description: "Pays.",
        parameters: { type: "object", properties: {} },
        effect: "irreversible" as const,
        run: async () => `Paid, number ${paid.push("paid")}.`,
      },
    ];
    const space = `acme/round${round}`;
    const open = (memory: Memory): Agent => createAgent({ memory, space, model: payer, tools, trustToAct: "system", recall: "off" });
    const [first, second, ...others] = memories.map(open);
    if (first === undefined || second === undefined) throw new TypeError("There are at least two agents.");
    await collect(first.send("Pay."));
    yield { name: space, agents: [first, second, ...others], paid };
  }
}

async function waiting({ agents: [agent] }: Office): Promise<string> {
  const [confirmation] = await agent.confirmations();
  if (confirmation === undefined) throw new Error("No call waits.");
  return confirmation.id;
}

/** Of the call that waited: whoever wrote it, there is one. */
async function resultOf({ agents: [agent], name }: Office): Promise<KeptResult> {
  const { items } = await agent.space.list({ kind: "message" });
  const bodies = items.map(({ body }) => body as Partial<MessageBody>);
  const at = bodies.findIndex(({ calls }) => calls !== undefined);
  expect(bodies.filter(({ results }) => results?.[0]?.callId === bodies[at]?.calls?.[0]?.id)).toHaveLength(1);
  const result = bodies[at + 1]?.results?.[0];
  if (result === undefined) throw new Error(`The call of ${name} has no result.`);
  return result;
}

describeWithService("postgres", "a call that waits in several processes on one database", ({ url }) => {
  it("is decided by the first of those who decide at once, and the others hear of it", async () => {
    for await (const office of offices(url, { agents: 6, rounds: 5 })) {
      const id = await waiting(office);
      const words = office.agents.map((agent, at) => agent.decide(id, { approved: at % 2 === 0 }));
      const said = (await Promise.allSettled(words)).map(({ status }, at) => ({ approved: at % 2 === 0, heard: status === "fulfilled" }));
      await collect(office.agents[0].resume());
      const { denied = false } = await resultOf(office);
      for (const { approved, heard } of said) expect(heard, office.name).toBe(approved !== denied);
      expect(office.paid, office.name).toHaveLength(denied ? 0 : 1);
    }
  });

  it("is run once, however many go on with it at once", async () => {
    for await (const office of offices(url, { agents: 4, rounds: 10 })) {
      await office.agents[1].decide(await waiting(office), { approved: true });
      await Promise.allSettled(office.agents.map((agent) => collect(agent.resume())));
      expect(office.paid, office.name).toHaveLength(1);
      const { text } = await resultOf(office);
      expect(["Paid, number 1.", expect.stringContaining("not known")]).toContainEqual(text);
    }
  });

  it("is not run after memory says that it was not", async () => {
    for await (const office of offices(url, { agents: 2, rounds: 20 })) {
      const [one, other] = office.agents;
      await one.decide(await waiting(office), { approved: true });
      await Promise.allSettled([collect(one.resume()), collect(other.send("Never mind."))]);
      const { text } = await resultOf(office);
      if (/has no result|was not run/.test(text)) expect(office.paid, office.name).toEqual([]);
      else expect(office.paid, office.name).toHaveLength(1);
    }
  });
});
