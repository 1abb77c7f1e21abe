import { type AgentEvent, createAgent, offlineModel, openMemory, type Tool } from "@pagefile/core";
import { inMemoryJournal } from "@pagefile/testing";
import { expect, test } from "vitest";

const one = { type: "object", properties: { text: { type: "string" }, urgent: { type: "boolean" } }, required: ["text"] } as const;
const two = { type: "object", properties: { to: { type: "string" }, text: { type: "string" } }, required: ["to", "text"] } as const;

/** What an agent with two tools of its own does when it is told this, and what it says. */
async function told(
  text: string,
  answer?: { readonly approved: boolean },
): Promise<{ readonly done: readonly string[]; readonly said: string }> {
  const done: string[] = [];
  const tool = (name: string, parameters: Tool["parameters"]): Tool => ({
    name,
    description: "Does it.",
    parameters,
    effect: "external",
    run: async (input) => {
      done.push(`${name} ${JSON.stringify(input)}`);
      return "Ticket 1 is open.";
    },
  });
  const agent = createAgent({
    memory: openMemory({ journal: inMemoryJournal() }),
    space: "acme/alice",
    model: offlineModel(),
    tools: [tool("open_ticket", one), tool("send_mail", two)],
    trustToAct: answer === undefined ? "user" : "system",
  });
  let said = await lastText(agent.send(text));
  for (const { id } of await agent.confirmations()) {
    await agent.decide(id, { approved: answer?.approved ?? true });
    said = await lastText(agent.resume());
  }
  return { done, said };
}

async function lastText(events: AsyncIterable<AgentEvent>): Promise<string> {
  let text = "";
  for await (const event of events) if (event.type === "turn-finish") text = event.text;
  return text;
}

test.each(["Open a ticket: the pump hums.", "Please open a new ticket for me: the pump hums.", "Ticket to open：the pump hums."])(
  "calls a tool whose name is said, with the text it takes, once: %s",
  async (text) => {
    expect(await told(text)).toEqual({ done: ['open_ticket {"text":"the pump hums."}'], said: "Ticket 1 is open." });
  },
);

test.each([
  "I had to open a ticket last week.",
  "Ticket: the pump hums.",
  "Send a mail: the pump hums.",
  "What they told me when I had to open the third ticket in a week: the pump hums.",
])("calls no tool for another message: %s", async (text) => {
  expect((await told(text)).done).toEqual([]);
});

test("does what was allowed, and says so where it was not", async () => {
  expect(await told("Open a ticket: the pump hums.", { approved: true })).toMatchObject({ said: "Ticket 1 is open." });
  expect(await told("Open a ticket: the pump hums.", { approved: false })).toEqual({ done: [], said: "All right, I did not do it." });
  expect((await told("Open ticket: 水泵坏了", { approved: false })).said).toBe("好的，我没有做。");
});
