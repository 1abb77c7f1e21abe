import { createExtractor } from "@pagefile/core";
import { expect, test } from "vitest";
import { factTexts, openExtract, recordsOf, said } from "./open-extract.ts";

test("finds the facts of what people said, and goes on where it stopped", async () => {
  const { space, extractor } = openExtract();
  await space.write([said("My sister Ana lives in Porto."), said("Where does Ana live?"), said("I work at Siemens.")]);
  expect(await extractor.run("acme/alice")).toEqual({
    space: "acme/alice",
    messages: 3,
    facts: 3,
    known: 0,
    passages: 0,
    settled: 0,
    calls: 0,
    tokens: 0,
    skipped: { "tells-nothing": 1 },
    dropped: {},
    deadLetters: [],
  });
  expect(await factTexts(space)).toEqual(["Alice works at Siemens.", "Alice's sister is Ana.", "Ana lives in Porto."]);
  await space.write(said("I live in Ghent."));
  expect(await extractor.run("acme/alice")).toMatchObject({ messages: 1, facts: 1 });
  expect(await extractor.run("acme/alice")).toMatchObject({ messages: 0, facts: 0 });
});

test("says a fact again as known, and ends the old value of a single one when a new one was told", async () => {
  const { space, extractor } = openExtract();
  await space.write(said("Ana lives in Porto.", { occurredAt: "2023-01-05T00:00:00.000Z" }));
  await space.write(said("Ana lives in Porto.", { occurredAt: "2023-02-05T00:00:00.000Z" }));
  await space.write(said("Ana moved to Lisbon in May.", { occurredAt: "2023-06-20T00:00:00.000Z" }));
  expect(await extractor.run("acme/alice")).toMatchObject({ facts: 2, known: 1 });
  const facts = await space.graph.facts("Ana");
  expect(facts.map(({ object, validFrom, validTo }) => [object?.name, validFrom, validTo])).toEqual([
    ["Porto", "2023-01-05T00:00:00.000Z", "2023-05-01T00:00:00.000Z"],
    ["Lisbon", "2023-05-01T00:00:00.000Z", undefined],
  ]);
});

test("believes the later telling, though it tells of an earlier time", async () => {
  const { space, extractor } = openExtract();
  await space.write(said("Ana lives in Lisbon.", { occurredAt: "2023-11-01T00:00:00.000Z" }));
  await space.write(said("Ana moved to Porto in September.", { occurredAt: "2023-11-30T00:00:00.000Z" }));
  await extractor.run("acme/alice");
  const now = await space.graph.facts("Ana", { at: "2023-12-24" });
  expect(now.map(({ object }) => object?.name)).toEqual(["Porto"]);
});

test("tells each fact as it is written, with those it ended, and none that was known", async () => {
  const { space, extractor } = openExtract();
  const told: unknown[] = [];
  const run = async (): Promise<void> => {
    const onFact: NonNullable<Parameters<typeof extractor.run>[1]>["onFact"] = ({ closed }, { subject, object }) =>
      told.push([subject, object, closed.length]);
    await extractor.run("acme/alice", { onFact });
  };
  await space.write([said("Ana lives in Porto."), said("Ana lives in Porto!"), said("I like rain.")]);
  await run();
  expect(told.splice(0)).toEqual([
    ["Ana", "Porto", 0],
    ["Alice", undefined, 0],
  ]);
  await space.write(said("Ana moved to Lisbon."));
  await run();
  expect(told).toEqual([["Ana", "Lisbon", 1]]);
});

test("what is derived has its message as parent and evidence and never more trust than it; erasing the message erases it", async () => {
  const { space, extractor } = openExtract();
  const { records } = await space.write(said("Ana lives in Porto."), {
    origin: { channel: "web", trust: "untrusted", source: "https://example.org" },
  });
  await extractor.run("acme/alice");
  const [fact] = await recordsOf(space, "fact");
  expect(fact?.origin).toMatchObject({ trust: "untrusted", source: "extract/rules@1" });
  expect(fact?.origin.parents).toContain(records[0]?.id);
  expect(fact?.body).toMatchObject({ evidence: [records[0]?.id] });
  const { derived } = await space.erase(records.map(({ id }) => id));
  expect(derived).toContain(fact?.id);
  expect(await factTexts(space)).toEqual([]);
});

test("leaves out what is opaque, the assistant's, quoted, or only asked, and says how many", async () => {
  const { space, extractor } = openExtract();
  await space.write([
    said("I live in Porto.", { index: false }),
    said("I live in Porto.", { body: { role: "assistant" }, attributes: {} }),
    said("> I live in Porto."),
    said("[0190a3f2-1c2d] 2023-05-08 13:56, Bob: I live in Porto."),
    said("Do I live in Porto?"),
    said("Hello!"),
  ]);
  expect(await extractor.run("acme/alice")).toMatchObject({
    messages: 6,
    facts: 0,
    skipped: { opaque: 1, assistant: 1, quoted: 2, "tells-nothing": 2 },
  });
  expect(await factTexts(space)).toEqual([]);
});

test("takes what the assistant said where it is asked to", async () => {
  const { space, extractor } = openExtract({ assistant: true });
  await space.write(said("Ana lives in Porto.", { body: { role: "assistant" }, attributes: {} }));
  expect(await extractor.run("acme/alice")).toMatchObject({ facts: 1 });
});

test("nobody is meant by I in what a tool or a page says", async () => {
  const { space, extractor } = openExtract();
  const page = { channel: "web", trust: "untrusted" } as const;
  await space.write([said("I live in Rome. My sister Eva lives in Bari.", { attributes: {} })], { origin: page });
  expect(await extractor.run("acme/alice")).toMatchObject({ facts: 0 });
  await space.write(said("I live in Rome.", { attributes: {} }));
  await extractor.run("acme/alice");
  expect(await factTexts(space)).toEqual(["user lives in Rome."]);
});

test("extracts the newest version of a message that was changed, and nothing of one that was deleted", async () => {
  const { space, extractor } = openExtract();
  const { records } = await space.write([said("Ana lives in Porto."), said("Tom lives in Bonn.")]);
  const [first, second] = records.map(({ id }) => id);
  await space.update(first ?? "", { text: "Ana lives in Braga." });
  await space.delete(second ?? "");
  expect(await extractor.run("acme/alice")).toMatchObject({ messages: 3, skipped: { gone: 2 }, facts: 1 });
  expect(await factTexts(space)).toEqual(["Ana lives in Braga."]);
});

test("takes rules of one's own", async () => {
  const rule = { pattern: /^(?<subject>Unit \d+) runs on (?<value>\w+)/, predicate: "fuel", says: "{subject} runs on {value}." };
  const { space, memory, clock } = openExtract();
  await space.write(said("Unit 7 runs on diesel."));
  await createExtractor({ memory, clock, rules: [rule] }).run("acme/alice");
  expect(await factTexts(space)).toEqual(["Unit 7 runs on diesel."]);
});

test("two extractors at once do each message once", async () => {
  const { space, memory, clock } = openExtract();
  await space.write(
    Array.from({ length: 40 }, (_, at) => said(`My friend Person${String.fromCharCode(65 + (at % 26))}${at} lives in Porto.`)),
  );
  const extractors = [createExtractor({ memory, clock }), createExtractor({ memory, clock })];
  await Promise.all(extractors.map((one) => one.run("acme/alice")));
  const texts = await factTexts(space);
  expect(texts.length).toBe(80);
  expect(new Set(texts).size).toBe(80);
});

test("refuses a batch that is no number of messages", () => {
  expect(() => openExtract({ batch: 0 })).toThrow(TypeError);
});
