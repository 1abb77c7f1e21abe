import { type AgentEvent, createAgent, createExtractor, offlineModel, openMemory, recordText } from "@pagefile/core";
import { type InMemoryJournal, inMemoryJournal, manualClock } from "@pagefile/testing";
import { expect, test } from "vitest";

const start = Date.parse("2026-05-03T10:00:00Z");

/** What one process answers to one message; the journal is all that it shares with the next. */
async function ask(journal: InMemoryJournal, text: string, day = 0): Promise<string> {
  const clock = manualClock(start + day * 86_400_000);
  const agent = createAgent({ memory: openMemory({ journal, clock }), space: "acme/alice", model: offlineModel(), clock });
  return answerOf(agent.send(text));
}

async function answerOf(events: AsyncIterable<AgentEvent>): Promise<string> {
  let answer = "";
  for await (const event of events) if (event.type === "turn-finish") answer = event.text;
  return answer;
}

test("knows in a new process what it was told before, and says where from", async () => {
  const journal = inMemoryJournal();
  expect(await ask(journal, "My sister Ana lives in Porto.")).toBe("Noted: “My sister Ana lives in Porto.”");
  expect(await ask(journal, "Where does my sister live?", 2)).toBe("You told me on 3 May 2026: “My sister Ana lives in Porto.”");
});

test("keeps a title with its name, and takes a sentence that only begins like a question as told", async () => {
  const journal = inMemoryJournal();
  expect(await ask(journal, "My dentist is Dr. Huber.")).toBe("Noted: “My dentist is Dr. Huber.”");
  expect(await ask(journal, "When I was ten, we moved to Lisbon.")).toBe("Noted: “When I was ten, we moved to Lisbon.”");
  expect(await ask(journal, "Who is my dentist")).toContain("“My dentist is Dr. Huber.”");
});

test("quotes what holds now and not what has been overtaken, and the user's own words before a fact that repeats them", async () => {
  const journal = inMemoryJournal();
  const extract = () => createExtractor({ memory: openMemory({ journal }), clock: manualClock(start) }).run("acme/alice");
  await ask(journal, "My sister Ana lives in Porto.");
  await extract();
  expect(await ask(journal, "Where does Ana live?", 1)).toBe("You told me on 3 May 2026: “My sister Ana lives in Porto.”");
  await ask(journal, "Ana moved to Lisbon.", 2);
  await extract();
  expect(await ask(journal, "Where does Ana live?", 3)).toMatch(/^I noted on .*: “Ana lives in Lisbon\.”$/);
  expect(await ask(journal, "Where did Ana live in May 2026?", 3)).toContain("“My sister Ana lives in Porto.”");
});

test("takes what the user says of themselves for what a fact says of the user", async () => {
  const journal = inMemoryJournal();
  const extract = () => createExtractor({ memory: openMemory({ journal }), clock: manualClock(start) }).run("acme/alice");
  await ask(journal, "I live in Lisbon.");
  await extract();
  expect(await ask(journal, "Where do I live?", 1)).toBe("You told me on 3 May 2026: “I live in Lisbon.”");
  await ask(journal, "I moved to Porto.", 2);
  await extract();
  expect(await ask(journal, "Where do I live?", 3)).toMatch(/^I noted on .*: “user lives in Porto\.”$/);
});

test("still quotes a message for what it told beside something that has been overtaken", async () => {
  const journal = inMemoryJournal();
  const extract = () => createExtractor({ memory: openMemory({ journal }), clock: manualClock(start) }).run("acme/alice");
  for (const said of ["My cat Tom is grey and I live in Lisbon.", "I live in Lisbon.", "I moved to Porto."]) {
    await ask(journal, said);
    await extract();
  }
  expect(await ask(journal, "Is my cat grey?", 1)).toContain("“My cat Tom is grey and I live in Lisbon.”");
  expect(await ask(journal, "Where do I live?", 1)).not.toContain("Lisbon");
});

test("knows it in Chinese too", async () => {
  const journal = inMemoryJournal();
  expect(await ask(journal, "我妹妹住在波尔图。")).toBe("记下了：“我妹妹住在波尔图。”");
  expect(await ask(journal, "我妹妹住在哪里？", 1)).toBe("你在2026年5月3日告诉我：“我妹妹住在波尔图。”");
});

test("says that it finds nothing, and what it looked for", async () => {
  const journal = inMemoryJournal();
  await ask(journal, "My sister Ana lives in Porto.");
  expect(await ask(journal, "When was the boiler serviced?", 1)).toBe(
    "I find nothing about that. I searched the conversation and the notes for: boiler, serviced.",
  );
});

test("files the same fact once", async () => {
  const journal = inMemoryJournal();
  await ask(journal, "I like green tea.");
  expect(await ask(journal, "I like green tea.", 1)).toBe("I have that already: “I like green tea.”");
  const block = await openMemory({ journal }).space("acme/alice").get({ kind: "block", collection: "core", key: "human" });
  expect(block?.body).toMatchObject({ text: "I like green tea." });
});

test("quotes a document by its name and date", async () => {
  const journal = inMemoryJournal();
  const space = openMemory({ journal, clock: manualClock(start) }).space("acme/alice");
  await space.write({ kind: "passage", text: "The boiler was serviced on 3 March.", body: { title: "boiler.pdf" } });
  expect(await ask(journal, "When was the boiler serviced?", 1)).toBe("boiler.pdf, 3 May 2026: “The boiler was serviced on 3 March.”");
});

test("takes small talk as small talk", async () => {
  const journal = inMemoryJournal();
  expect(await ask(journal, "Hello!")).toMatch(/^Hello\./);
  expect(await ask(journal, "Thanks a lot", 1)).toBe("You are welcome.");
});

test("puts what no longer fits into the block into the archive", async () => {
  const journal = inMemoryJournal();
  const memory = openMemory({ journal });
  const agent = createAgent({ memory, space: "acme/alice", model: offlineModel(), blocks: [{ label: "human", limit: 30 }] });
  await answerOf(agent.send("My brother Tomás plays the trombone in Lyon."));
  const { items } = await agent.space.list({ kind: "passage" });
  expect(items.map(({ body }) => body)).toEqual([{ text: "My brother Tomás plays the trombone in Lyon." }]);
});

test("files of what is too long for its window the sentences it sees whole, and nothing of the cut", async () => {
  const journal = inMemoryJournal();
  const memory = openMemory({ journal });
  const agent = createAgent({ memory, space: "acme/alice", model: offlineModel(), windowTokens: 4096 });
  const middle = Array.from({ length: 2_000 }, (_, at) => `the shelf ${at} holds seeds`).join(", ");
  await answerOf(agent.send(`The garden has two apple trees. In it ${middle}. The shed is painted green.`));
  const { items } = await memory.space("acme/alice").list({ kind: "passage" });
  expect(items.map(recordText)).toEqual(["The garden has two apple trees.", "The shed is painted green."]);
});
