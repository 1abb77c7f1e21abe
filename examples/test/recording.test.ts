import { offlineModel } from "@pagefile/core";
import { inMemoryJournal, scriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";
import { holdConversation } from "../recording/hold-conversation.ts";
import { judgeTurn, wasShown } from "../recording/judge-turn.ts";
import { conversationPage } from "../recording/page.ts";

test("the offline model answers every question of the conversation, most of which has left its window", async () => {
  const held = await holdConversation({ journal: inMemoryJournal(), model: offlineModel(), window: 2048 });
  expect(held.turns.flatMap(({ events }) => events).filter(({ type }) => type === "eviction").length).toBeGreaterThan(1);
  const judged = held.turns.flatMap((turn) => judgeTurn(turn) ?? []);
  expect(judged).toHaveLength(6);
  expect(judged.filter(wasShown)).toHaveLength(5);
  expect(judged.every(({ answered }) => answered)).toBe(true);
  expect(held.sound).toBe(true);
  const page = conversationPage(held, { title: "Offline", setting: "No model.", command: "none" });
  expect(page).toContain("Memory put 5 of 5 facts before the model");
});

test("a model that ignores what it is shown is told apart from a memory that shows nothing", async () => {
  const parrot = scriptedModel(() => "I like the weather.");
  const held = await holdConversation({ journal: inMemoryJournal(), model: parrot, window: 2048 });
  const judged = held.turns.flatMap((turn) => judgeTurn(turn) ?? []);
  expect(judged.filter(wasShown)).toHaveLength(5);
  expect(judged.filter(({ answered }) => answered)).toEqual([]);
  const page = conversationPage(held, { title: "Parrot", setting: "A script.", command: "none" });
  expect(page).toContain("the model's answer held 0 of 5");
});
