import { expect, test } from "vitest";
import { openTestMemory } from "../memory/open-test-memory.ts";

test("tells in its text of no fact but those that it returns", async () => {
  const { space } = openTestMemory();
  const { graph } = space;
  const gone = await graph.addFact({ subject: "Kettle", predicate: "holds", value: "two litres" });
  await space.delete(gone.subject);
  await space.undo(gone.fact);
  await graph.addFact({ subject: "Pot", predicate: "holds", value: "three litres" });
  const { facts, text } = await graph.search("holds litres");
  expect(facts.map((fact) => fact.text)).toEqual(["Pot holds three litres"]);
  expect(text).toMatch(/^\[[^\n]*Pot holds three litres$/);
});
