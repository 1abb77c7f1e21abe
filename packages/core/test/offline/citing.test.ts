import { type Agent, createAgent, offlineModel, openMemory } from "@pagefile/core";
import { inMemoryJournal, manualClock } from "@pagefile/testing";
import { expect, test } from "vitest";
import { readCitation } from "../../src/offline/citation.ts";
import { documentToSummarise } from "../../src/offline/summary-request.ts";

const clock = manualClock("2026-05-03T10:00:00Z");

/** An agent with a manual in its own space and a handbook that it mounts. */
async function open(): Promise<Agent> {
  const memory = openMemory({ journal: inMemoryJournal(), clock });
  const home = memory.space("acme/alice");
  await home.documents.put({
    name: "manual.pdf",
    title: "Coffee machine",
    chunks: [
      { text: "This manual tells how to keep the coffee machine for years. Read it before you plug it in.", page: 1 },
      {
        text: "Empty the tray every evening. Descale the machine every two months. Use citric acid. Never use vinegar.",
        title: "Care: descaling",
        page: 12,
      },
      { text: "The warranty ends after two years.", title: "Warranty", page: 30 },
    ],
  });
  await memory.space("acme/handbook").documents.put({
    name: "office.md",
    title: "Office handbook",
    chunks: [{ text: "Whoever comes first descales the machine, every two months.", title: "Kitchen" }],
  });
  const mounts = [{ space: "acme/handbook", access: "read", title: "Handbook" }] as const;
  return createAgent({ memory, space: "acme/alice", model: offlineModel(), clock, mounts });
}

async function ask(agent: Agent, text: string): Promise<string> {
  let answer = "";
  for await (const event of agent.send(text)) if (event.type === "turn-finish") answer = event.text;
  return answer;
}

test("quotes what answers from a document, with the document and the page", async () => {
  expect(await ask(await open(), "When does the warranty end?")).toBe("“The warranty ends after two years.” (manual.pdf, page 30)");
});

test("quotes the sentences that answer, from each source that says it, and names the mount", async () => {
  const answer = await ask(await open(), "How often must I descale the machine?");
  expect(answer.split("\n").toSorted()).toEqual([
    "“Descale the machine every two months. Use citric acid.” (manual.pdf, page 12)",
    "“Whoever comes first descales the machine, every two months.” (office.md in Handbook)",
  ]);
});

test("quotes a document and not the note that quotes it", async () => {
  const agent = await open();
  const text = "In short: “The warranty ends after two years.” (manual.pdf, page 30)";
  await agent.space.write({ kind: "passage", text });
  expect(await ask(agent, "When does the warranty end?")).toBe("“The warranty ends after two years.” (manual.pdf, page 30)");
});

test("gives the same answer to the same question", async () => {
  const question = "How often must I descale the machine?";
  expect(await ask(await open(), question)).toBe(await ask(await open(), question));
});

test("asked to summarise a document, quotes how it begins and keeps nothing of the request", async () => {
  const agent = await open();
  const text = "Summarise manual.pdf in at most five sentences, and say what is new. Name the document and page of each statement.";
  expect(await ask(agent, text)).toContain(
    "this is how it begins: “This manual tells how to keep the coffee machine for years. Read it before you plug it in.” (manual.pdf, page 1)",
  );
  expect(JSON.stringify((await agent.blocks()).map(({ body }) => body))).not.toContain("ummarise");
  expect((await agent.space.list({ kind: "passage" })).items).toHaveLength(3);
  expect(await ask(agent, "Summarize nowhere.pdf")).toBe(
    "I find nothing about that. I searched the conversation and the notes for: nowhere.pdf.",
  );
});

test("says nothing that was judged wrong, and of what was judged outdated only when asked about a year", async () => {
  const agent = await open();
  const { hits } = await agent.space.read("warranty");
  await agent.space.judge(hits[0]?.id ?? "", "outdated");
  expect(await ask(agent, "When does the warranty end?")).not.toContain("after two years");
  expect(await ask(agent, "When did the warranty end in 2025?")).toContain("after two years");
  await agent.space.judge(hits[0]?.id ?? "", "wrong");
  expect(await ask(agent, "When did the warranty end in 2025?")).not.toContain("after two years");
});

test("is not held up by a long text that looks like a request, or a place, again and again", () => {
  const begun = performance.now();
  expect(documentToSummarise(`Summarise a${".".repeat(100_000)}x`)).toBeUndefined();
  expect(readCitation(`a${" (b)".repeat(50_000)}x`)).toBeUndefined();
  expect(performance.now() - begun).toBeLessThan(1_000);
});
