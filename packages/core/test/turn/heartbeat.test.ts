import { type Agent, type AgentEvent, createAgent, openMemory, type Tool } from "@pagefile/core";
import { inMemoryJournal, type ScriptedModel, scriptedModel, type ScriptedReply } from "@pagefile/testing";
import { expect, test } from "vitest";

const pay: Tool = {
  name: "pay",
  description: "Pays.",
  parameters: { type: "object", properties: {} },
  effect: "irreversible",
  run: async () => "Paid.",
};

const paying: ScriptedReply = { text: "I pay.", calls: [{ name: "pay", arguments: { request_heartbeat: false } }] };

/** An agent in the paper's semantics, who asks before each payment or before none. */
function payer(script: readonly ScriptedReply[], asks: boolean): { readonly agent: Agent; readonly model: ScriptedModel } {
  const model = scriptedModel(script);
  const trustToAct = asks ? "system" : "untrusted";
  const memory = openMemory({ journal: inMemoryJournal() });
  return { model, agent: createAgent({ memory, space: "acme/alice", model, tools: [pay], heartbeat: true, trustToAct }) };
}

async function all(events: AsyncIterable<AgentEvent>): Promise<AgentEvent[]> {
  const list: AgentEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

async function decide(agent: Agent, approved: boolean): Promise<void> {
  for (const { id } of await agent.confirmations()) await agent.decide(id, { approved });
}

const over = { type: "turn-finish", reason: "answered", text: "I pay." };

test("a turn that ended with a call is over: nothing goes on with it, and its message sent again gets what was said", async () => {
  const { agent, model } = payer([paying], false);
  expect((await all(agent.send("Pay.", { idempotencyKey: "k1" }))).at(-1)).toMatchObject(over);
  expect(await all(agent.resume())).toEqual([]);
  expect((await all(agent.send("Pay.", { idempotencyKey: "k1" }))).at(-1)).toMatchObject(over);
  expect(model.requests).toHaveLength(1);
});

test("a call that was allowed ends the turn as it would have without the question", async () => {
  const { agent, model } = payer([paying], true);
  await all(agent.send("Pay."));
  await decide(agent, true);
  expect((await all(agent.resume())).at(-1)).toMatchObject(over);
  expect(await all(agent.resume())).toEqual([]);
  expect(model.requests).toHaveLength(1);
});

test("of a call that was refused the model hears", async () => {
  const { agent } = payer([paying, "Then not."], true);
  await all(agent.send("Pay."));
  await decide(agent, false);
  expect((await all(agent.resume())).at(-1)).toMatchObject({ reason: "answered", text: "Then not." });
});
