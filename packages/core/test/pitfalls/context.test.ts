import type { Tool } from "@pagefile/core";
import type { ChatMessage, ChatRequest, Usage } from "@pagefile/core/contracts";
import { countRequestTokens, type ScriptedModelOptions, type ScriptedReply, scriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";
import { type FileMemory, openFile, turn } from "./open-file.ts";

const report: Tool = {
  name: "report",
  description: "Reports.",
  parameters: { type: "object", properties: { n: { type: "integer" } } },
  effect: "read",
  run: async ({ n }) => `Report ${String(n)}: ${"all is well here. ".repeat(20)}`,
};
const calling = (n: number): ScriptedReply => ({ calls: [1, 2].map((at) => ({ name: "report", arguments: { n: n * 10 + at } })) });
const isSummary = ({ tools }: ChatRequest): boolean => tools === undefined;

/** Calls of which a result is missing or not right behind, and results without a call. */
function brokenPairs(messages: readonly ChatMessage[]): readonly string[] {
  const broken: string[] = [];
  let open: string[] = [];
  for (const message of messages) {
    if (message.role === "tool") {
      if (open.shift() !== message.callId) broken.push(`result of ${message.callId}`);
      continue;
    }
    broken.push(...open.map((id) => `call ${id}`));
    open = message.role === "assistant" ? (message.calls ?? []).map(({ id }) => id) : [];
  }
  return [...broken, ...open.map((id) => `call ${id}`)];
}

test("a call and its results leave the window together (pitfall 6)", async () => {
  const { agent, space } = openFile();
  let n = 0;
  const reply = (request: ChatRequest): ScriptedReply => {
    if (isSummary(request)) return "They asked for reports.";
    return request.messages.at(-1)?.role === "tool" ? "That is it." : calling((n += 1));
  };
  const model = scriptedModel(reply, { contextWindow: 3000 });
  const alice = agent({ model, tools: [report], recall: "tool" });
  const through: string[] = [];
  for (let at = 0; at < 25; at += 1) {
    for (const event of await turn(alice, `Report number ${at}, please.`)) if (event.type === "eviction") through.push(event.through);
  }
  expect(through.length).toBeGreaterThan(3);
  // What was paged out never ends with calls whose results stay behind.
  expect((await space.getMany(through)).filter(({ body }) => !(body instanceof Uint8Array) && body["calls"] !== undefined)).toEqual([]);
  expect(model.requests.flatMap(({ messages }) => brokenPairs(messages))).toEqual([]);
});

/** Tells an agent things until it has said so many words; returns the requests that were no summaries. */
async function talk(
  { agent }: FileMemory,
  { usage, tools = [], ...options }: ScriptedModelOptions & { usage?: (request: ChatRequest) => Usage; tools?: readonly Tool[] },
): Promise<readonly ChatRequest[]> {
  const reply = (request: ChatRequest): ScriptedReply => ({ text: "I see.", ...(usage && { usage: usage(request) }) });
  const model = scriptedModel(reply, { contextWindow: 4096, ...options });
  const alice = agent({ model, tools, recall: "tool" });
  for (let at = 0; at < 40; at += 1) await turn(alice, `${at}: ${"the boiler was serviced in March ".repeat(8)}`);
  return model.requests.filter((request) => !isSummary(request));
}

const longest = (requests: readonly ChatRequest[]): number => Math.max(...requests.map((request) => countRequestTokens(request)));
const mostMessages = (requests: readonly ChatRequest[]): number => Math.max(...requests.map(({ messages }) => messages.length));

test("everything that is sent counts: tools and system text leave less room for the queue (pitfall 7)", async () => {
  const wordy: Tool = { ...report, description: "Reports on everything there is. ".repeat(150) };
  const plain = await talk(openFile(), {});
  const requests = await talk(openFile(), { tools: [wordy] });
  expect(longest(plain)).toBeLessThanOrEqual(4096);
  expect(longest(requests)).toBeLessThanOrEqual(4096);
  expect(mostMessages(requests)).toBeLessThan(mostMessages(plain));
});

test("tokens that the model wrote do not count as context (pitfall 7)", async () => {
  const usage = (request: ChatRequest): Usage => ({ inputTokens: countRequestTokens(request), outputTokens: 4000 });
  const quiet = (request: ChatRequest): Usage => ({ inputTokens: countRequestTokens(request), outputTokens: 3 });
  expect(mostMessages(await talk(openFile(), { usage }))).toBe(mostMessages(await talk(openFile(), { usage: quiet })));
});

test.each([
  ["none", undefined],
  ["counts without numbers", (): Usage => ({})],
  ["zero", (): Usage => ({ inputTokens: 0, outputTokens: 0 })],
  ["only the part that was not cached", (): Usage => ({ inputTokens: 12 })],
])("compaction goes on when the server reports %s (pitfall 8)", async (_name, usage) => {
  const requests = await talk(openFile(), { ...(usage && { usage }) });
  expect(longest(requests)).toBeLessThanOrEqual(4096);
  expect(mostMessages(requests)).toBeGreaterThan(10);
});

test("the budget follows what the server counts, more or less than estimated (pitfall 9)", async () => {
  const counting =
    (factor: number) =>
    (request: ChatRequest): Usage => ({ inputTokens: Math.ceil(countRequestTokens(request) * factor) });
  const dear = await talk(openFile(), { usage: counting(1.7) });
  const cheap = await talk(openFile(), { usage: counting(0.8) });
  expect(longest(dear.slice(1)) * 1.7).toBeLessThanOrEqual(4096);
  expect(mostMessages(cheap)).toBeGreaterThan(mostMessages(dear));
});

/** How much of a prompt a server's cache can take from the one before. */
function sharedMessages(before: ChatRequest | undefined, after: ChatRequest | undefined): number {
  const [first = [], second = []] = [before?.messages, after?.messages];
  const differs = first.findIndex((message, at) => JSON.stringify(message) !== JSON.stringify(second[at]));
  return differs === -1 ? first.length : differs;
}

test("what is stable comes first: a step adds to the prompt, and an insert into the archive changes none of it (pitfall 26)", async () => {
  const { agent } = openFile();
  const insert: ScriptedReply = { calls: [{ name: "archival_memory_insert", arguments: { text: "The boiler is of 1998." } }] };
  const model = scriptedModel(["Hello.", "Yes.", insert, "Kept.", "Bye."]);
  const alice = agent({ model });
  await turn(alice, "Hi, it is about the boiler.");
  await turn(alice, "Can you keep a note on the boiler?");
  await turn(alice, "Then note that the boiler is of 1998.");
  await turn(alice, "Thanks for the boiler note.");
  const [, second, third, fourth, fifth] = model.requests;
  expect(sharedMessages(third, fourth)).toBe(third?.messages.length);
  expect(fourth?.tools).toEqual(third?.tools);
  // Between turns only what rode with the last message of the turn before is gone.
  expect(sharedMessages(second, third)).toBe((second?.messages.length ?? 0) - 1);
  expect(sharedMessages(fourth, fifth)).toBe((third?.messages.length ?? 0) - 1);
});

test("a Chinese conversation never goes over the window of a model that counts a token a character (pitfall 29)", async () => {
  const { agent, space } = openFile();
  const reply = (request: ChatRequest): ScriptedReply => (isSummary(request) ? "他们谈论了锅炉和妹妹。" : "我记住了。");
  const model = scriptedModel(reply, { contextWindow: 4096, strict: {} });
  const alice = agent({ model });
  for (let at = 0; at < 30; at += 1) {
    const events = await turn(alice, `第${at}天：${"我妹妹安娜住在波尔图，锅炉三月份检修过。".repeat(8)}`);
    expect(events.at(-1)).toMatchObject({ reason: "answered" });
  }
  expect(longest(model.requests)).toBeLessThanOrEqual(4096);
  expect((await space.read("妹妹住在哪里？")).found).toBe(true);
});
