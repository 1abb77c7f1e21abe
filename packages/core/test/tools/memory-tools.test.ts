import { createAgent, openMemory, type SpaceMemory } from "@pagefile/core";
import type { JsonObject, KeptResult } from "@pagefile/core/contracts";
import { inMemoryJournal, manualClock, scriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";

/** Makes the calls one after the other through the agent, as a model would, and returns what it reads. */
function toolbox(): { space: SpaceMemory; call: (name: string, input: JsonObject) => Promise<KeptResult> } {
  const clock = manualClock("2026-05-03T10:00:00Z");
  const memory = openMemory({ journal: inMemoryJournal(), clock });
  const blocks = [{ label: "human", limit: 40 }];
  return {
    space: memory.space("acme/a"),
    async call(name, input) {
      const model = scriptedModel([{ calls: [{ name, arguments: input }] }, "Done."]);
      const agent = createAgent({ memory, space: "acme/a", model, clock, blocks, recall: "tool" });
      const results: KeptResult[] = [];
      for await (const event of agent.send("Do it.")) if (event.type === "tool-result") results.push(event.result);
      const [result] = results;
      if (result === undefined) throw new Error("The call was not run.");
      return result;
    },
  };
}

const human = { kind: "block", collection: "core", key: "human" } as const;

test("appends to a block, each fact once", async () => {
  const { space, call } = toolbox();
  expect(await call("core_memory_append", { label: "human", text: "Likes tea." })).toMatchObject({
    failed: false,
    text: "Saved in human: it now holds 10 of 40 characters.",
  });
  await call("core_memory_append", { label: "human", text: "Likes tea." });
  expect((await space.get(human))?.body).toMatchObject({ text: "Likes tea." });
});

test("replaces only what is there exactly once, and says which it was not (PITFALLS 21)", async () => {
  const { space, call } = toolbox();
  await call("core_memory_rewrite", { label: "human", text: "tea and tea" });
  expect(await call("core_memory_replace", { label: "human", old_text: "coffee", new_text: "x" })).toMatchObject({
    failed: true,
    text: expect.stringContaining("old_text is not in the block"),
  });
  expect(await call("core_memory_replace", { label: "human", old_text: "tea", new_text: "x" })).toMatchObject({
    failed: true,
    text: expect.stringContaining("more than once"),
  });
  expect((await space.get(human))?.body).toMatchObject({ text: "tea and tea" });
  expect(await call("core_memory_replace", { label: "human", old_text: "and tea", new_text: "only" })).toMatchObject({ failed: false });
  expect((await space.get(human))?.body).toMatchObject({ text: "tea only" });
});

test("says by how much a block would be too long, and names the blocks there are", async () => {
  const { space, call } = toolbox();
  expect(await call("core_memory_append", { label: "human", text: "x".repeat(50) })).toMatchObject({
    failed: true,
    text: expect.stringContaining("50 characters, 10 more than its limit of 40"),
  });
  expect((await space.get(human))?.body).toMatchObject({ text: "" });
  expect(await call("core_memory_append", { label: "user", text: "x" })).toMatchObject({
    failed: true,
    text: 'There is no block "user". The blocks are: human.',
  });
});

test("pages through a search with a true total and ids that can be cited", async () => {
  const { space, call } = toolbox();
  await space.write(
    ["Lyon", "Porto", "Bergen", "Vaasa", "Turku", "Gdańsk", "Split"].map((city) => ({
      kind: "passage",
      text: `The boiler in ${city} was serviced by ${city.toLowerCase()} plumbers`,
    })),
  );
  const first = await call("archival_memory_search", { query: "boiler serviced" });
  expect(first.text).toMatch(
    /^Results 1 to 5 of 7; page 2 has more:\n(\[[0-9a-f-]{13,36}\] 2026-05-03 10:00, passage: The boiler in .*\n?){5}$/,
  );
  const second = await call("archival_memory_search", { query: "boiler serviced", page: 2 });
  expect(second.text).toMatch(/^Results 6 to 7 of 7:\n/);
  expect(await call("archival_memory_search", { query: "submarine" })).toMatchObject({
    text: 'Nothing found for "submarine". Try other words.',
  });
});

test("reads, updates and deletes a note by the id a search showed", async () => {
  const { space, call } = toolbox();
  expect(await call("archival_memory_insert", { text: "The boiler was serviced on 3 March." })).toMatchObject({
    text: expect.stringMatching(/^Stored as \[/),
  });
  expect(await call("archival_memory_insert", { text: "The boiler was serviced on 3 March." })).toMatchObject({
    text: expect.stringMatching(/^This was stored before as \[/),
  });
  const [, id = ""] = /\[([0-9a-f-]+)\]/.exec((await call("archival_memory_search", { query: "boiler" })).text) ?? [];
  expect(await call("archival_memory_search", { id })).toMatchObject({
    text: expect.stringContaining("page 1 of 1:\nThe boiler was serviced on 3 March."),
  });
  await call("archival_memory_update", { id, text: "The boiler was serviced on 4 March." });
  expect((await space.list({ kind: "passage" })).items.map(({ body }) => body)).toEqual([{ text: "The boiler was serviced on 4 March." }]);
  await call("archival_memory_delete", { id });
  expect((await space.list({ kind: "passage" })).items).toEqual([]);
  expect(await call("archival_memory_delete", { id })).toMatchObject({
    failed: true,
    text: expect.stringContaining("There is no passage with the id"),
  });
  expect(await call("archival_memory_update", { id: "'; DROP TABLE", text: "x" })).toMatchObject({ failed: true });
});

test("finds in the conversation what was said, and not the turn that asks", async () => {
  const { space, call } = toolbox();
  await space.write({ kind: "message", body: { role: "user", text: "Do you know my sister Ana?" } });
  const { text } = await call("conversation_search", { query: "do it sister Ana" });
  expect(text).toContain("user: Do you know my sister Ana?");
  expect(text).not.toContain("Do it.");
});

test("keeps what a search brought back out of later searches (PITFALLS 22)", async () => {
  const { space, call } = toolbox();
  await space.write({ kind: "passage", text: "The zeppelin landed." });
  await call("archival_memory_search", { query: "zeppelin" });
  const results = (await space.list({ kind: "message" })).items.filter(
    ({ body }) => !(body instanceof Uint8Array) && body["role"] === "tool",
  );
  expect(results.map(({ index }) => index)).toEqual([false]);
  expect((await space.read("zeppelin")).hits.map(({ record }) => record.kind)).toEqual(["passage"]);
});
