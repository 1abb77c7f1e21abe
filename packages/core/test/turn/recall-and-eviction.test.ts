import { createAgent, openMemory } from "@pagefile/core";
import { inMemoryJournal, scriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";

const filler =
  "The weather stayed grey all week, so we read on the sofa and talked about nothing in particular until it was time for dinner.";

test("a turn shows what it pages out: in the queue before, in what is recalled after", async () => {
  const evictedInLastTurn: boolean[] = [];
  for (let fillers = 2; fillers <= 14; fillers += 1) {
    // A summary that says nothing, so that only queue and recall can show the fact.
    const model = scriptedModel(() => "Noted.", { contextWindow: 1900 });
    const agent = createAgent({ memory: openMemory({ journal: inMemoryJournal() }), space: "acme/alice", model });
    let evicted = false;
    const say = async (text: string): Promise<void> => {
      evicted = false;
      for await (const { type } of agent.send(text)) evicted ||= type === "eviction";
    };
    await say("The boiler was serviced by a plumber called Korvath.");
    for (let at = 0; at < fillers; at += 1) await say(`${at}. ${filler}`);
    await say("Who serviced the boiler?");
    evictedInLastTurn.push(evicted);
    expect(JSON.stringify(model.requests.at(-1)?.messages), `after ${fillers} other messages`).toContain("Korvath");
  }
  expect(evictedInLastTurn).toContain(true);
});
