import { createAgent, openMemory, type SpaceMemory } from "@pagefile/core";
import type { ChatRequest, JsonObject, KeptResult } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { inMemoryJournal, manualClock, scriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";
import { toolsTokens } from "../../src/context/chat-size.ts";

interface Bench {
  readonly space: SpaceMemory;
  readonly requests: readonly ChatRequest[];
  call(name: string, input: JsonObject): Promise<KeptResult>;
}

/** Makes the calls one after the other through the agent, as a model would, and returns what it reads. */
function bench(tables: boolean, journal = sqlite({ file: ":memory:" })): Bench {
  const clock = manualClock("2026-05-03T10:00:00Z");
  const memory = openMemory({ journal, clock });
  const requests: ChatRequest[] = [];
  return {
    space: memory.space("acme/a"),
    requests,
    async call(name, input) {
      const answers = [{ calls: [{ name, arguments: input }] }, "Done."];
      const model = scriptedModel((request) => {
        requests.push(request);
        return answers.shift() ?? "Done.";
      });
      const agent = createAgent({ memory, space: "acme/a", model, clock, recall: "tool", tables });
      const results: KeptResult[] = [];
      for await (const event of agent.send("Do it.")) if (event.type === "tool-result") results.push(event.result);
      const [result] = results;
      if (result === undefined) throw new Error("The call was not run.");
      return result;
    },
  };
}

const columns = [
  { name: "what", type: "text" },
  { name: "amount", type: "number" },
];

test("defines a table, stores rows, asks and removes them", async () => {
  const { call, space } = bench(true);
  expect((await call("table_query", { sql: "SELECT 1" })).text).toContain("Define one with table_define");
  expect((await call("table_define", { table: "expenses", columns })).text).toBe("Defined: expenses(what text, amount number).");
  const rows = [
    { what: "tea", amount: 3.5 },
    { key: "rent", what: "rent", amount: 900 },
  ];
  expect((await call("table_put", { table: "expenses", rows })).text).toMatch(/^Stored 2 rows, with the key [0-9a-f]{12}, rent\.$/);
  expect((await call("table_query", { sql: "SELECT sum(amount) AS total FROM expenses" })).text).toBe("total\n903.5\n1 row.");
  expect((await call("table_delete", { table: "expenses", keys: ["rent"] })).text).toBe("Removed 1 row.");
  expect((await space.tables.query("SELECT what FROM expenses")).rows).toEqual([["tea"]]);
});

test("tells the model what was wrong, in a sentence", async () => {
  const { call } = bench(true);
  await call("table_define", { table: "expenses", columns });
  expect(await call("table_put", { table: "expenses", rows: [{ amount: "much" }] })).toMatchObject({
    failed: true,
    text: expect.stringContaining('Column amount of table expenses is a number, without quotes; got the text "much".') as string,
  });
  expect((await call("table_query", { sql: "SELECT amont FROM expenses" })).text).toContain("Did you mean amount?");
});

test("shows the model the tables there are", async () => {
  const { call, requests } = bench(true);
  await call("table_define", { table: "expenses", columns });
  expect(requests.at(0)?.messages[0]).not.toMatchObject({ text: expect.stringContaining("Your tables") as string });
  await call("table_query", { sql: "SELECT 1" });
  expect(requests.at(-1)?.messages[0]).toMatchObject({ text: expect.stringContaining("- expenses(what text, amount number)") as string });
});

test("is offered only where it is asked for and a store serves SQL, for less than 400 tokens", async () => {
  const names = ({ requests }: Bench): string[] =>
    (requests.at(-1)?.tools ?? []).map(({ name }) => name).filter((name) => name.startsWith("table_"));
  const [offered, unasked, unserved] = [bench(true), bench(false), bench(true, inMemoryJournal() as never)];
  for (const one of [offered, unasked, unserved]) await one.call("core_memory_append", { label: "human", text: "Likes tea." });
  expect(names(offered)).toEqual(["table_define", "table_put", "table_query", "table_delete"]);
  expect(names(unasked)).toEqual([]);
  expect(names(unserved)).toEqual([]);
  const [all, few] = [offered, unasked].map(({ requests }) => toolsTokens(requests.at(-1)?.tools ?? []));
  expect((all ?? 0) - (few ?? 0)).toBeLessThan(400);
});
