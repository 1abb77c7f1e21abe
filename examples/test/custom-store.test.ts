import { describeStore } from "@pagefile/conformance";
import { openMemory } from "@pagefile/core";
import { inMemoryJournal } from "@pagefile/testing";
import { expect, test } from "vitest";
import { timeline } from "../custom-store.ts";

describeStore({ name: "the timeline", open: () => ({ store: timeline() }) });

test("a memory asks the timeline first and the journal's own store for the rest", async () => {
  await using memory = openMemory({ journal: inMemoryJournal(), stores: [timeline()] });
  const space = memory.space("acme/alice");
  await space.write([
    { kind: "passage", text: "The boiler was serviced.", occurredAt: "2026-03-03T09:00:00.000Z" },
    { kind: "passage", text: "The chimney was swept.", occurredAt: "2026-05-09T09:00:00.000Z" },
  ]);
  const { hits, searched } = await space.read("What was the boiler's day in March 2026?");
  expect(searched).toContainEqual(expect.objectContaining({ arm: "time", store: "timeline", status: "searched" }));
  expect(hits[0]).toMatchObject({ text: "The boiler was serviced." });
  expect(hits[0]?.why.arms).toContainEqual(expect.objectContaining({ arm: "time", store: "timeline" }));
  expect((await space.verify()).sound).toBe(true);
});
