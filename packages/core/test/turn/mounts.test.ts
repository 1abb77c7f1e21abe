import { type Agent, type AgentEvent, type AgentMount, createAgent, type Memory, openMemory, type Recall } from "@pagefile/core";
import type { JsonObject, KeptResult } from "@pagefile/core/contracts";
import { deterministicEmbedder, inMemoryJournal, inMemoryStore, manualClock, scriptedModel, type ScriptedReply } from "@pagefile/testing";
import { expect, test } from "vitest";

const clock = manualClock("2026-05-03T10:00:00Z");
const handbook: AgentMount = { space: "acme/handbook", access: "read", title: "Handbook" };
const notes: AgentMount = { space: "acme/team-notes", access: "write" };

function open(
  mounts: readonly AgentMount[],
  replies: readonly ScriptedReply[] = [],
  memory = openMemory({ journal: inMemoryJournal(), clock }),
) {
  const model = scriptedModel([...replies, "Done."]);
  const agent = createAgent({ memory, space: "acme/alice", model, clock, mounts, graph: true });
  return { memory, agent, model };
}

async function all(events: AsyncIterable<AgentEvent>): Promise<AgentEvent[]> {
  const list: AgentEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

async function recallFor(agent: Agent, text: string): Promise<Recall> {
  const event = (await all(agent.send(text))).find(({ type }) => type === "recall");
  if (event?.type !== "recall") throw new Error("Nothing was recalled.");
  return event.recall;
}

interface Setting {
  readonly memory: Memory;
  readonly mounts: readonly AgentMount[];
}

async function call({ memory, mounts }: Setting, name: string, input: JsonObject): Promise<KeptResult> {
  const { agent } = open(mounts, [{ calls: [{ name, arguments: input }] }], memory);
  const result = (await all(agent.send("Do it."))).find(({ type }) => type === "tool-result");
  if (result?.type !== "tool-result") throw new Error("The call was not run.");
  return result.result;
}

const fill = async (memory: Memory, space: string, ...texts: readonly string[]): Promise<readonly string[]> => {
  const { records } = await memory.space(space).write(texts.map((text) => ({ kind: "passage", text }) as const));
  return records.map(({ id }) => id);
};
const textsIn = async (memory: Memory, space: string): Promise<readonly unknown[]> =>
  (await memory.space(space).list({ kind: "passage" })).items.map(({ body }) => ("text" in body ? body["text"] : undefined));

test("recall looks through the home space and the mounts, and says of each hit where it is from", async () => {
  const { memory, agent, model } = open([handbook, notes]);
  await fill(memory, "acme/alice", "My boiler hums at night.");
  const [page = ""] = await fill(memory, "acme/handbook", "A boiler that hums needs its valve opened.");
  await fill(memory, "acme/team-notes", "The boiler people hum too.");
  await memory.space("acme/handbook").update(page, {
    body: { text: "A boiler that hums needs its valve opened.", title: "Noise", document: "manual.pdf", page: 12 },
  });
  const recall = await recallFor(agent, "Why does the boiler hum?");
  const where = new Map(recall.hits.map(({ text, space }) => [text.slice(0, 8), space]));
  expect(where).toEqual(
    new Map<string, string | undefined>([
      ["My boile", undefined],
      ["A boiler", "acme/handbook"],
      ["The boil", "acme/team-notes"],
    ]),
  );
  expect(recall.text).toMatch(/\] 2026-05-03 10:00, passage: My boiler/);
  expect(recall.text).toMatch(/\] 2026-05-03 10:00, Noise \(manual\.pdf, page 12\) in Handbook: A boiler/);
  expect(await call({ memory, mounts: [handbook] }, "archival_memory_search", { id: page })).toMatchObject({
    text: expect.stringContaining("page 1 of 1, from Noise (manual.pdf, page 12) in Handbook:\nA boiler"),
  });
  expect(recall.text).toMatch(/\] 2026-05-03 10:00, passage in team-notes: The boiler/);
  expect(model.requests[0]?.messages.at(-1)?.text).toContain(recall.text);
  expect(recall.hits.map(({ score }) => score)).toEqual(recall.hits.map(({ score }) => score).toSorted((a, b) => b - a));
  for (const { score, why } of recall.hits) {
    expect([...why.arms, ...why.cues].reduce((sum, part) => sum + part.score * part.weight, 0)).toBeCloseTo(score, 9);
  }
  expect(new Set(recall.searched.map(({ space }) => space))).toEqual(new Set([undefined, "acme/handbook", "acme/team-notes"]));
});

test("the best of a mount that knows little about it does not displace what answers", async () => {
  const { memory, agent } = open([handbook]);
  await fill(memory, "acme/alice", "Ana's birthday party in Porto is on 3 March.");
  await fill(
    memory,
    "acme/handbook",
    ...Array.from({ length: 20 }, (_, at) => `Chapter ${at} is on the boiler and when it is to be serviced.`),
  );
  const recall = await recallFor(agent, "When is Ana's birthday party in Porto?");
  expect(recall.hits[0]).toMatchObject({ text: expect.stringContaining("3 March") });
  expect(recall.hits[0]).not.toHaveProperty("space");
});

test("what is found ranks by how sure its space is, and a space that is not sure enough gives nothing", async () => {
  const { memory } = open([]);
  await fill(memory, "acme/alice", "The boiler hums at night when its valve sticks.");
  await fill(memory, "acme/handbook", "The valve is blue.");
  const { space: name } = handbook;
  const space = memory.space("acme/alice");
  const [mounted] = (await memory.space(name).read("Why does the boiler hum at night, is it the valve?")).hits;
  const { hits } = await space.read("Why does the boiler hum at night, is it the valve?", { mounts: [{ space: name }] });
  expect(hits.map((hit) => hit.space)).toEqual([undefined, name]);
  expect(hits[1]?.score).toBeLessThan((mounted?.score ?? 0) / 2);
  const sure = await space.read("Why does the boiler hum at night, is it the valve?", { mounts: [{ space: name }], minConfidence: 0.5 });
  expect(sure.hits.map((hit) => hit.space)).toEqual([undefined]);
});

test("a read with mounts pages through all of them once, packs to the budget and drops what is said twice", async () => {
  const { memory } = open([]);
  const boilers = (from: number): readonly string[] => Array.from({ length: 8 }, (_, at) => `The boiler in house ${from + at} hums.`);
  await fill(memory, "acme/alice", ...boilers(0), "The boiler is off.");
  await fill(memory, "acme/handbook", ...boilers(100), "The boiler is off!");
  const { space: name, title = "" } = handbook;
  const options = { mounts: [{ space: name, title }], limit: 5 };
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await memory.space("acme/alice").read("boiler", { ...options, ...(cursor !== undefined && { cursor }) });
    expect(page.total).toBe(17);
    seen.push(...page.hits.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== undefined);
  expect(new Set(seen).size).toBe(17);
  expect(seen).toHaveLength(17);
  const packed = await memory.space("acme/alice").read("boiler", { ...options, limit: 200, budgetTokens: 120 });
  expect(packed.tokens).toBeLessThanOrEqual(120);
  expect(packed.cut.some(({ space }) => space === name)).toBe(true);
  await expect(memory.space("acme/alice").whyNot("boiler", seen[0] ?? "", { mounts: options.mounts })).rejects.toMatchObject({
    code: "QUERY_INVALID",
  });
});

test("a query is embedded once, however many spaces are searched", async () => {
  const embedder = deterministicEmbedder();
  const asked: string[] = [];
  const counting = {
    ...embedder,
    embed: ((texts, options) => {
      if (options.purpose === "query") asked.push(...texts);
      return embedder.embed(texts, options);
    }) as typeof embedder.embed,
  };
  const memory = openMemory({ journal: inMemoryJournal(), stores: [inMemoryStore({ name: "searched" })], embedder: counting, clock });
  await fill(memory, "acme/alice", "My boiler hums.");
  await fill(memory, "acme/handbook", "A boiler that hums.");
  const { hits } = await memory.space("acme/alice").read("boiler", { mounts: [{ space: "acme/handbook" }] });
  expect(hits).toHaveLength(2);
  expect(asked).toEqual(["boiler"]);
});

test("the search tools look through mounts, name them, and read what is there in full", async () => {
  const { memory } = open([]);
  await fill(memory, "acme/alice", "My boiler hums at night.");
  await fill(memory, "acme/handbook", "A boiler that hums needs its valve opened.");
  await memory.space("acme/handbook").write({ kind: "message", body: { role: "user" }, text: "Whose boiler is it?" });
  await memory.space("acme/handbook").graph.addFact({ subject: "The boiler", predicate: "made_by", object: "Vaillant" });
  const found = await call({ memory, mounts: [handbook] }, "archival_memory_search", { query: "boiler hums" });
  expect(found.text).toMatch(/^Results 1 to 2 of 2:\n/);
  const [, id = ""] = /\[([0-9a-f-]+)\] [^\n]* in Handbook: A boiler/.exec(found.text) ?? [];
  expect(await call({ memory, mounts: [handbook] }, "archival_memory_search", { id })).toMatchObject({
    text: expect.stringContaining("valve opened"),
  });
  expect(await call({ memory, mounts: [] }, "archival_memory_search", { id })).toMatchObject({ failed: true });
  expect(await call({ memory, mounts: [handbook] }, "conversation_search", { query: "whose boiler" })).toMatchObject({
    text: expect.stringContaining("user in Handbook: Whose boiler is it?"),
  });
  expect(await call({ memory, mounts: [handbook] }, "graph_search", { query: "boiler" })).toMatchObject({
    text: expect.stringMatching(/^1 of 1 facts in Handbook:\n.*Vaillant/),
  });
});

test("archival memory is written at home unless the call names a mount that may be written", async () => {
  const { memory } = open([]);
  const mounts = [handbook, notes];
  await call({ memory, mounts }, "archival_memory_insert", { text: "At home." });
  await call({ memory, mounts }, "archival_memory_insert", { text: "For the team.", space: "Team-Notes" });
  expect(await call({ memory, mounts }, "archival_memory_insert", { text: "Into the book.", space: "Handbook" })).toMatchObject({
    failed: true,
    text: 'Handbook can be read and not written. Leave "space" out to use your own memory, or give one of: team-notes.',
  });
  expect(await call({ memory, mounts }, "archival_memory_insert", { text: "Elsewhere.", space: "globex/bob" })).toMatchObject({
    failed: true,
    text: expect.stringContaining('There is no space "globex/bob" here.'),
  });
  expect(await textsIn(memory, "acme/alice")).toEqual(["At home."]);
  expect(await textsIn(memory, "acme/team-notes")).toEqual(["For the team."]);
  expect(await textsIn(memory, "acme/handbook")).toEqual([]);
  expect(await textsIn(memory, "globex/bob")).toEqual([]);
  const [written] = (await memory.space("acme/team-notes").list({ kind: "passage" })).items;
  expect(written?.origin).toEqual({ channel: "agent", trust: "user", source: "archival_memory_insert" });
});

test("a note in a mount is changed only where that is allowed and named, and the model is told what else to do", async () => {
  const { memory } = open([]);
  const mounts = [handbook, notes];
  const [read = ""] = await fill(memory, "acme/handbook", "The valve is blue.");
  const [shared = ""] = await fill(memory, "acme/team-notes", "The valve is green.");
  expect(await call({ memory, mounts }, "archival_memory_update", { id: read, text: "Red.", space: "Handbook" })).toMatchObject({
    failed: true,
    text: `[${read}] is in Handbook, which can be read and not written. Store a note of your own instead.`,
  });
  expect(await call({ memory, mounts }, "archival_memory_delete", { id: shared })).toMatchObject({
    failed: true,
    text: `[${shared}] is in team-notes. To change it there, call again with space "team-notes".`,
  });
  const [own = ""] = await fill(memory, "acme/alice", "The valve is mine.");
  expect(await call({ memory, mounts }, "archival_memory_delete", { id: own, space: "team-notes" })).toMatchObject({
    failed: true,
    text: `[${own}] is in your own memory. To change it there, call again without space.`,
  });
  expect(await Promise.all(["acme/handbook", "acme/team-notes", "acme/alice"].map((space) => textsIn(memory, space)))).toEqual([
    ["The valve is blue."],
    ["The valve is green."],
    ["The valve is mine."],
  ]);
  expect(await call({ memory, mounts }, "archival_memory_update", { id: shared, text: "Red.", space: "team-notes" })).toMatchObject({
    failed: false,
  });
  expect(await textsIn(memory, "acme/team-notes")).toEqual(["Red."]);
  expect(await call({ memory, mounts }, "archival_memory_delete", { id: shared, space: "acme/team-notes" })).toMatchObject({
    failed: false,
  });
  expect(await textsIn(memory, "acme/team-notes")).toEqual([]);
  const { fact } = await memory.space("acme/handbook").graph.addFact({ subject: "The boiler", predicate: "made_by", object: "Vaillant" });
  expect(await call({ memory, mounts }, "graph_retract_fact", { id: fact })).toMatchObject({
    failed: true,
    text: expect.stringContaining("in Handbook"),
  });
  expect(await memory.space("acme/handbook").get(fact)).toBeDefined();
});

test("the beginning of an id that two spaces share stands for neither", async () => {
  const { memory } = open([]);
  const [own = ""] = await fill(memory, "acme/alice", "The valve is mine.");
  const [shared = ""] = await fill(memory, "acme/team-notes", "The valve is green.");
  expect(own.slice(0, 13)).toBe(shared.slice(0, 13));
  const read = async (id: string): Promise<KeptResult> => call({ memory, mounts: [notes] }, "archival_memory_search", { id });
  expect(await read(own.slice(0, 13))).toMatchObject({ failed: true, text: expect.stringContaining("There is no passage") });
  expect(await read(own)).toMatchObject({ text: expect.stringContaining("mine") });
  expect(await read(shared)).toMatchObject({ text: expect.stringContaining("green") });
});

test("the tools take the name of a space only where a mount may be written, and say which are searched", async () => {
  const toolsWith = async (mounts: readonly AgentMount[]): Promise<string> => {
    const { agent, model } = open(mounts);
    await all(agent.send("Hello."));
    return JSON.stringify(model.requests[0]?.tools?.filter(({ name }) => name.startsWith("archival")));
  };
  expect(await toolsWith([])).not.toMatch(/"space"|Also looks/);
  expect(await toolsWith([handbook])).not.toContain('"space"');
  expect(await toolsWith([handbook])).toContain("Also looks through Handbook.");
  expect(await toolsWith([handbook, notes])).toContain('"space":{"type":"string","description":"only for team-notes"}');
});

test("what a mount holds lowers the trust of an answer by its own label, and is no parent of it", async () => {
  const { memory, agent } = open([handbook]);
  const origin = { channel: "web", trust: "untrusted" } as const;
  const { records } = await memory
    .space("acme/handbook")
    .write({ kind: "passage", text: "A boiler that hums is about to burst." }, { origin });
  const [own = ""] = await fill(memory, "acme/alice", "My boiler hums.");
  const recall = await recallFor(agent, "What about a boiler that hums?");
  expect(recall.hits.map(({ id }) => id).toSorted()).toEqual([own, records[0]?.id ?? ""].toSorted());
  const [asked, answer] = (await agent.space.list({ kind: "message" })).items;
  expect(answer?.origin).toEqual({ channel: "agent", trust: "untrusted", parents: [asked?.id, own] });
  await memory.space("acme/handbook").erase(records[0]?.id ?? "");
  expect(await agent.space.get(answer?.id ?? "")).toBeDefined();
});

test("what a tool quotes of a mount lowers the trust of what is written next, and is no parent of it", async () => {
  const { memory } = open([]);
  const origin = { channel: "web", trust: "untrusted" } as const;
  await memory.space("acme/handbook").write({ kind: "passage", text: "Valves are blue." }, { origin });
  await call({ memory, mounts: [handbook] }, "archival_memory_search", { query: "valves" });
  const [asked, called, result, answer] = (await memory.space("acme/alice").list({ kind: "message" })).items;
  expect(result?.origin).toMatchObject({ trust: "untrusted", parents: [called?.id, asked?.id] });
  expect(answer?.origin).toMatchObject({ trust: "untrusted", parents: [asked?.id] });
});

test("the kept recall names the mount of each hit and of each search", async () => {
  const { memory, agent } = open([handbook]);
  await fill(memory, "acme/alice", "My boiler hums.");
  await fill(memory, "acme/handbook", "A boiler that hums.", "A boiler that hums!");
  const recall = await recallFor(agent, "What about a boiler that hums?");
  const [asked] = (await agent.space.list({ kind: "message" })).items;
  const kept = await agent.space.recallOf(asked?.id ?? "");
  expect(kept?.hits.map(({ id, space }) => ({ id, space }))).toEqual(recall.hits.map(({ id, space }) => ({ id, space })));
  expect(kept?.cut).toEqual([expect.objectContaining({ reason: "duplicate", space: "acme/handbook" })]);
  expect(kept?.searched.map(({ space }) => space)).toEqual(recall.searched.map(({ space }) => space));
  for (const [at, hit] of (kept?.hits ?? []).entries())
    expect(hit.why.arms.map(({ store }) => store)).toEqual(recall.hits[at]?.why.arms.map(({ store }) => store));
});

test("mounts that make no sense are refused when the agent is made", () => {
  const make =
    (...mounts: readonly unknown[]) =>
    () =>
      open(mounts as readonly AgentMount[]);
  expect(make({ space: "acme/alice", access: "read" })).toThrow(TypeError);
  expect(make(handbook, { ...handbook, title: "Other" })).toThrow(TypeError);
  expect(make(handbook, { space: "acme/other", access: "read", title: "HANDBOOK" })).toThrow(TypeError);
  expect(make({ ...handbook, title: " " })).toThrow(TypeError);
  expect(make({ ...handbook, title: "x".repeat(65) })).toThrow(TypeError);
  expect(make({ space: "acme/handbook", access: "append" })).toThrow(TypeError);
  expect(make({ space: "acme/handbook", access: "read" }, { space: "globex/handbook", access: "read" })).not.toThrow();
});

const hostile = [
  "",
  "*",
  "acme/*",
  "acme/%",
  "acme/_lice",
  "acme",
  "/handbook",
  "acme/handbook ",
  "acme/handbook\n",
  "acme/hand\0book",
  "acme/../globex",
  "ａcme/handbook",
  "acme/handbook/x",
  "acme/handbook' OR '1'='1",
  ["acme/handbook"],
  { space: "x" },
  null,
  undefined,
  7,
];

test("nothing but the home space and its mounts is ever searched or written, whatever names are tried (S8)", async () => {
  for (const space of hostile) {
    const mounts = [{ space, access: "write" }] as unknown as readonly AgentMount[];
    expect(() => open(mounts), JSON.stringify(space)).toThrow(expect.objectContaining({ code: "SPACE_INVALID" }));
  }
  const memory = openMemory({ journal: inMemoryJournal(), clock });
  const foreign = [
    "acme/alice2",
    "acme/alic",
    "Acme/alice",
    "acme/Handbook",
    "acme/handbook2",
    "acme/handboo",
    "globex/handbook",
    "globex/alice",
  ];
  const secrets = await Promise.all(foreign.map(async (space, at) => (await fill(memory, space, `The boiler secret ${at}.`))[0] ?? ""));
  await fill(memory, "acme/handbook", "The boiler is open to all.");
  const mounts = [handbook, notes];
  const read = async (...asked: readonly [string, JsonObject][]): Promise<string> => {
    const { agent, model } = open(
      mounts,
      asked.map(([name, input]) => ({ calls: [{ name, arguments: input }] })),
      memory,
    );
    await all(agent.send("What is the boiler secret?"));
    return JSON.stringify(model.requests);
  };
  const named = [...foreign, ...hostile.flatMap((name) => (typeof name === "string" && name !== "" ? [name] : []))];
  const told = [
    await read(
      ["archival_memory_search", { query: "boiler secret" }],
      ["conversation_search", { query: "boiler secret" }],
      ["graph_search", { query: "boiler secret" }],
    ),
    ...(await Promise.all(secrets.map((id) => read(["archival_memory_search", { id }])))),
  ].join("\n");
  expect(told).toContain("The boiler is open to all.");
  expect(told).not.toMatch(/The boiler secret \d/);
  for (const space of named) {
    const { agent } = open(mounts, [{ calls: [{ name: "archival_memory_insert", arguments: { text: "Planted.", space } }] }], memory);
    const events = await all(agent.send("Do it."));
    // A name that is no text at all is no call that could be run.
    const failed = events.every((event) => event.type !== "tool-result" || event.result.failed);
    expect({ space, failed }).toEqual({ space, failed: true });
  }
  for (const [at, space] of foreign.entries()) expect(await textsIn(memory, space)).toEqual([`The boiler secret ${at}.`]);
  expect(await textsIn(memory, "acme/handbook")).toEqual(["The boiler is open to all."]);
  expect(await textsIn(memory, "acme/alice")).toEqual([]);
  const spaces: string[] = [];
  for await (const space of memory.spaces("")) spaces.push(space);
  expect(spaces.toSorted()).toEqual([...foreign, "acme/alice", "acme/handbook"].toSorted());
});
