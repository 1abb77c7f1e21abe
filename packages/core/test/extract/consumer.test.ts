import { openMemory } from "@pagefile/core";
import { inMemoryJournal, inMemoryStore } from "@pagefile/testing";
import { expect, test } from "vitest";

test("a consumer has no name that is a store's", async () => {
  await using memory = openMemory({ journal: inMemoryJournal(), stores: [inMemoryStore({ name: "remote" })] });
  expect(() => memory.consumer("remote")).toThrow(TypeError);
  expect(() => memory.consumer("Not a name")).toThrow(TypeError);
});
