import { createAgent, estimateTokens, openMemory, type SpaceMemory } from "@pagefile/core";
import type { ChatRequest, JsonObject, KeptResult } from "@pagefile/core/contracts";
import { inMemoryJournal, manualClock, scriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";

type Call = (name: string, input: JsonObject, said?: string) => Promise<KeptResult>;

/** Makes one call in a turn of its own, as a model would, and returns what it reads. */
function toolbox(): { space: SpaceMemory; call: Call } {
  const clock = manualClock("2026-05-03T10:00:00Z");
  const memory = openMemory({ journal: inMemoryJournal(), clock });
  return {
    space: memory.space("acme/a"),
    async call(name, input, said = "Do it.") {
      const model = scriptedModel([{ calls: [{ name, arguments: input }] }, "Done."]);
      const agent = createAgent({ memory, space: "acme/a", model, clock, recall: "tool", graph: true });
      const results: KeptResult[] = [];
      for await (const event of agent.send(said)) if (event.type === "tool-result") results.push(event.result);
      const [result] = results;
      if (result === undefined) throw new Error("The call was not run.");
      return result;
    },
  };
}

test("keeps a fact with who said it and in which message, whatever the model says", async () => {
  const { space, call } = toolbox();
  const { text, failed } = await call(
    "graph_add_fact",
    { subject: "Ana", predicate: "lives in", object: "Porto", value: "" },
    "Ana lives in Porto.",
  );
  expect([failed, text]).toEqual([false, expect.stringMatching(/^Stored as \[[0-9a-f-]{36}\]\.$/)]);
  const [fact] = await space.graph.facts("Ana");
  const [said = ""] = fact?.evidence ?? [];
  expect((await space.get(said))?.body).toMatchObject({ role: "user", text: "Ana lives in Porto." });
  expect(fact?.record.origin).toMatchObject({ channel: "agent", trust: "user", source: "graph_add_fact" });
  expect(fact?.record.origin.parents).toContain(said);
});

test("says which fact a new one ends, and lets the model take it back", async () => {
  const { space, call } = toolbox();
  await call("graph_add_fact", { subject: "Ana", predicate: "lives_in", object: "Lisbon", from: "2018" });
  const added = await call("graph_add_fact", { subject: "Ana", predicate: "lives_in", object: "Porto", from: "2024-03" });
  const [lisbon, porto] = await space.graph.facts("Ana");
  expect(added.text).toBe(`Stored as [${porto?.id}]. It ends what was so before: [${lisbon?.id}].`);
  const found = await call("graph_search", { query: "Where did Ana live?", at: "2020" });
  expect(found.text).toContain("from 2018-01-01 until 2024-03-01: Ana lives in Lisbon");
  expect(found.text).not.toContain("Porto");
  const retracted = await call("graph_retract_fact", { id: porto?.id ?? "" });
  expect(retracted.text).toBe(`Retracted [${porto?.id}]. The fact it had ended holds again.`);
  expect((await space.graph.facts("Ana")).map(({ validTo }) => validTo)).toEqual([undefined]);
});

test("reports a name that may be another's, and a fact that is known", async () => {
  const { call } = toolbox();
  await call("graph_add_fact", { subject: "Ana Silva", predicate: "plays", value: "cello" });
  expect((await call("graph_add_fact", { subject: "Ana", predicate: "plays", value: "chess" })).text).toContain(
    '"Ana" is new here; there is also "Ana Silva". If they are one, retract this fact',
  );
  expect((await call("graph_add_fact", { subject: "ana silva", predicate: "plays", value: "Cello" })).text).toContain(
    "This was known already",
  );
});

test("answers what it cannot do in sentences the model can act on", async () => {
  const { call } = toolbox();
  const failing = async (name: string, input: JsonObject): Promise<string> => {
    const { text, failed } = await call(name, input);
    expect(failed).toBe(true);
    return text;
  };
  expect(await failing("graph_add_fact", { subject: "Ana", predicate: "likes" })).toContain(
    "A fact needs an object (the name of an entity) or a value",
  );
  expect(await failing("graph_add_fact", { subject: "Ana", predicate: "likes", value: "tea", from: "last May" })).toContain(
    "such as 2026-05-03",
  );
  expect(await failing("graph_retract_fact", { id: "42" })).toContain("Copy an id from between [ and ] in a search result.");
  expect((await call("graph_search", { query: "Zoe" })).text).toBe('No fact found for "Zoe". Try a name.');
});

test("never indexes what the graph told the model", async () => {
  const { space, call } = toolbox();
  await call("graph_add_fact", { subject: "Ana", predicate: "plays", value: "cello" });
  await call("graph_search", { query: "Ana" });
  const { items } = await space.list({ kind: "message", limit: 1000 });
  const told = items.filter(({ body }) => "role" in body && body["role"] === "tool");
  expect(told.map(({ index }) => index)).toEqual([false, false]);
});

test("offers its tools only where they are asked for and a store serves the graph, at under 350 tokens", async () => {
  const offered = async (options: { graph?: boolean }): Promise<ChatRequest["tools"]> => {
    const requests: ChatRequest[] = [];
    const model = scriptedModel((request: ChatRequest) => {
      requests.push(request);
      return "Hello.";
    });
    const agent = createAgent({ memory: openMemory({ journal: inMemoryJournal() }), space: "acme/a", model, ...options });
    for await (const event of agent.send("Hi.")) void event;
    return requests[0]?.tools ?? [];
  };
  const graph = (await offered({ graph: true }))?.filter(({ name }) => name.startsWith("graph_")) ?? [];
  expect(graph.map(({ name }) => name)).toEqual(["graph_add_fact", "graph_search", "graph_retract_fact"]);
  expect(estimateTokens(JSON.stringify(graph))).toBeLessThan(350);
  expect((await offered({}))?.some(({ name }) => name.startsWith("graph_"))).toBe(false);
});
