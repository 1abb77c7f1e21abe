import { createExtractor } from "@pagefile/core";
import { type ChatRequest, type JsonObject, PagefileError } from "@pagefile/core/contracts";
import { scriptedModel } from "@pagefile/testing";
import { describe, expect, test } from "vitest";
import { answer, factTexts, openExtract, recordsOf, said } from "./open-extract.ts";

const ana = { quote: "Ana moved to Porto", subject: "Ana", predicate: "lives in", object: "Porto", single: true, validFrom: "in May" };
const nothing = answer([]);

/** Finds, as a perfect model would, the fact of each message "NAME works at PLACE." */
function reader(request: ChatRequest): string {
  const facts: JsonObject[] = [];
  for (const [, number, quote, subject, object] of (request.messages[1]?.text ?? "").matchAll(
    /^\[(\d+)\] .*?: ((\w+) works at (\w+)\.)$/gm,
  ))
    facts.push({ message: Number(number), quote: quote ?? "", subject: subject ?? "", predicate: "works_at", object: object ?? "" });
  return answer(facts);
}

const workers = (count: number) => Array.from({ length: count }, (_, at) => said(`Person${at} works at Place${at}.`));

describe("what a model found", () => {
  test("is written with the time the message means, and asked for once for several messages", async () => {
    const model = scriptedModel([
      answer([ana], [{ message: 2, quote: "the fuse box is behind the mirror", text: "The fuse box is behind the mirror." }]),
    ]);
    const { space, extractor } = openExtract({ model });
    await space.write([said("Ana moved to Porto in May."), said("By the way, the fuse box is behind the mirror."), said("Thanks!")]);
    expect(await extractor.run("acme/alice")).toMatchObject({
      messages: 3,
      facts: 1,
      passages: 1,
      calls: 1,
      skipped: { "tells-nothing": 1 },
    });
    const [fact] = await space.graph.facts("Ana");
    expect(fact).toMatchObject({ predicate: "lives_in", object: { name: "Porto" }, validFrom: "2023-05-01T00:00:00.000Z", single: true });
    const [passage] = await recordsOf(space, "passage");
    expect(passage).toMatchObject({ body: { text: "The fuse box is behind the mirror." }, origin: { channel: "agent", trust: "user" } });
    expect(model.requests[0]).toMatchObject({ output: { name: "remember" }, temperature: 0 });
    expect(model.requests[0]?.tools).toBeUndefined();
    expect(model.requests[0]?.messages[1]?.text).toBe(
      "[1] 2024-03-10, Alice: Ana moved to Porto in May.\n[2] 2024-03-10, Alice: By the way, the fuse box is behind the mirror.",
    );
  });

  test.each<[why: string, fact: JsonObject, dropped: string]>([
    ["quotes words that are not there", { ...ana, quote: "Ana moved to Lisbon" }, "unquoted"],
    ["quotes nothing", { ...ana, quote: "" }, "unquoted"],
    ["is about a message that is not there", { ...ana, message: 7 }, "unquoted"],
    ["names somebody the message does not", { ...ana, subject: "Maria" }, "unquoted"],
    ["leads to a place the message does not name", { ...ana, object: "Lisbon" }, "unquoted"],
    ["rests on a question", { ...ana, quote: "Did Tom buy a car?", subject: "Tom", predicate: "owns", object: "car" }, "asked"],
    ["says nothing", { quote: ana.quote, subject: "Ana", predicate: "lives_in" }, "unquoted"],
    ["has a predicate without a word", { ...ana, predicate: "?!" }, "invalid"],
  ])("is dropped where it %s", async (_, fact, dropped) => {
    const { space, extractor } = openExtract({ model: scriptedModel([answer([fact, ana])]) });
    await space.write(said("Ana moved to Porto in May. Did Tom buy a car?"));
    expect(await extractor.run("acme/alice")).toMatchObject({ facts: 1, dropped: { [dropped]: 1 } });
    expect(await factTexts(space)).toEqual(["Ana lives in Porto"]);
  });

  test("is about the speaker where it is about I, and about nobody in what a tool brought", async () => {
    const i = { quote: "I keep bees", subject: "I", predicate: "keeps", value: "bees" };
    const { space, extractor } = openExtract({ model: scriptedModel([answer([i]), answer([i])]) });
    await space.write(said("I keep bees"));
    await space.write(said("I keep bees", { attributes: {} }), { origin: { channel: "web", trust: "untrusted" } });
    expect(await extractor.run("acme/alice")).toMatchObject({ calls: 2, facts: 1, dropped: { unquoted: 1 } });
    expect(await factTexts(space)).toEqual(["Alice keeps bees"]);
  });

  test("is asked for apart for messages of unlike trust", async () => {
    const model = scriptedModel(reader);
    const { space, extractor } = openExtract({ model });
    await space.write(workers(2));
    await space.write(said("Mallory works at Bank."), { origin: { channel: "web", trust: "untrusted" } });
    expect(await extractor.run("acme/alice")).toMatchObject({ calls: 2, facts: 3 });
    const trust = (await recordsOf(space, "fact")).map(({ origin }) => origin.trust);
    expect(trust).toEqual(["user", "user", "untrusted"]);
  });
});

describe("a message that is erased while a model reads it", () => {
  test("leaves nothing of itself behind, in facts or in the kept answer", async () => {
    const { memory, space, clock } = openExtract();
    const { records } = await space.write([said("Ana moved to Porto in May."), said("Tom works at Siemens.")]);
    const tom = { message: 2, quote: "Tom works at Siemens", subject: "Tom", predicate: "works_at", object: "Siemens" };
    const model = scriptedModel([
      async () => {
        await space.erase(records[0]?.id ?? "");
        return answer([ana, tom]);
      },
    ]);
    expect(await createExtractor({ memory, clock, model }).run("acme/alice")).toMatchObject({ facts: 1, skipped: { gone: 1 } });
    expect(await factTexts(space)).toEqual(["Tom works at Siemens"]);
    const lines: string[] = [];
    for await (const line of space.export()) lines.push(line);
    expect(lines.filter((line) => line.includes("Ana"))).toEqual([]);
  });
});

describe("a model", () => {
  test("without structured output is given a tool, and read in plain text where it calls none", async () => {
    const call = { calls: [{ name: "remember", arguments: answer([ana]) }] };
    const asked = scriptedModel([call], { capabilities: { structuredOutput: false } });
    const plain = scriptedModel([`Sure! Here it is:\n\`\`\`json\n${answer([ana])}\n\`\`\``], {
      capabilities: { structuredOutput: false, tools: false },
    });
    for (const model of [asked, plain]) {
      const { space, extractor } = openExtract({ model });
      await space.write(said("Ana moved to Porto in May."));
      expect(await extractor.run("acme/alice")).toMatchObject({ facts: 1, calls: 1 });
    }
    expect(asked.requests[0]).toMatchObject({ tools: [{ name: "remember" }], toolChoice: { name: "remember" } });
    expect(plain.requests[0]?.tools).toBeUndefined();
  });

  test("is told what was wrong with an answer, once; then the message is a dead letter, and a later run tries it again", async () => {
    const model = scriptedModel(['{"facts": [', "no idea"]);
    const { space, extractor } = openExtract({ model });
    const { records } = await space.write(said("Ana moved to Porto in May."));
    const report = await extractor.run("acme/alice");
    expect(report).toMatchObject({ messages: 1, facts: 0, calls: 2, deadLetters: [{ id: records[0]?.id }] });
    expect(report.deadLetters[0]?.reason).toContain("MALFORMED_JSON");
    expect(model.requests[1]?.messages[1]?.text).toContain("TRUNCATED");
    expect(await extractor.run("acme/alice")).toMatchObject({ messages: 0, calls: 0 });
    model.push("still none", "none");
    expect(await extractor.run("acme/alice", { retryDead: true })).toMatchObject({ settled: 0, deadLetters: [{ id: records[0]?.id }] });
    model.push(answer([ana]));
    expect(await extractor.run("acme/alice", { retryDead: true })).toMatchObject({ settled: 1, facts: 1, deadLetters: [] });
    expect(await extractor.run("acme/alice", { retryDead: true })).toMatchObject({ settled: 0, calls: 0 });
  });

  test("that fails over one message of many loses only that one", async () => {
    const model = scriptedModel((request) =>
      (request.messages[1]?.text ?? "").includes("Person3 ") ? "I would rather not." : reader(request),
    );
    const { space, extractor } = openExtract({ model });
    await space.write(workers(8));
    const report = await extractor.run("acme/alice");
    expect(report).toMatchObject({ messages: 8, facts: 7, deadLetters: [{ reason: expect.stringContaining("MALFORMED_JSON") }] });
    expect(await factTexts(space)).not.toContain("Person3 works at Place3");
  });

  test("that can use no message is not given all of them", async () => {
    const { space, extractor } = openExtract({ model: scriptedModel(() => "moo"), batch: 1 });
    await space.write(workers(30));
    const report = await extractor.run("acme/alice");
    expect(report).toMatchObject({ messages: 3, calls: 6, deferred: { reason: "model" } });
    expect(report.deadLetters.length).toBe(3);
  });

  test("that is away ends the run without a loss", async () => {
    const away = new PagefileError("MODEL_UNAVAILABLE", "Nobody answers.", { retryable: true });
    const model = scriptedModel([away, away, away, away, reader]);
    const { space, extractor, clock } = openExtract({ model });
    await space.write(workers(3));
    const run = extractor.run("acme/alice");
    const moving = setInterval(() => void clock.advance(60_000), 1);
    expect(await run).toMatchObject({ messages: 0, deadLetters: [], deferred: { reason: "model", explanation: "Nobody answers." } });
    clearInterval(moving);
    expect(await extractor.run("acme/alice")).toMatchObject({ messages: 3, facts: 3 });
  });

  test("whose credentials are refused makes the run fail", async () => {
    const { space, extractor } = openExtract({ model: scriptedModel([new PagefileError("MODEL_AUTHENTICATION", "No.")]) });
    await space.write(workers(1));
    await expect(extractor.run("acme/alice")).rejects.toMatchObject({ code: "MODEL_AUTHENTICATION" });
  });

  test("gets a message that is longer than its window cut, and many long ones in requests of their own", async () => {
    const model = scriptedModel(() => nothing, { contextWindow: 2_048, strict: {} });
    const { space, extractor } = openExtract({ model });
    await space.write([said("word ".repeat(5_000)), ...Array.from({ length: 4 }, () => said(`${"word ".repeat(300)}end`))]);
    expect(await extractor.run("acme/alice")).toMatchObject({ messages: 5, calls: 5, deadLetters: [] });
  });
});

describe("the budget", () => {
  test("stops a run when the hour's tokens are spent, says so, and goes on in the next hour, also in a new process", async () => {
    const model = scriptedModel((request) => ({ text: reader(request), usage: { inputTokens: 900, outputTokens: 100 } }));
    const { memory, space, clock, extractor } = openExtract({ model, batch: 1, budget: { tokensPerHour: 6_000 } });
    await space.write(workers(10));
    const report = await extractor.run("acme/alice");
    expect(report).toMatchObject({ messages: 4, facts: 4, tokens: 4_000 });
    expect(report.deferred).toMatchObject({ reason: "budget", until: "2024-03-10T13:00:00.000Z" });
    const again = createExtractor({ memory, clock, model, batch: 1, budget: { tokensPerHour: 6_000 } });
    expect(await again.run("acme/alice")).toMatchObject({ messages: 0, calls: 0, deferred: { reason: "budget" } });
    await clock.advance(3_600_000);
    expect(await again.run("acme/alice")).toMatchObject({ messages: 4 });
  });

  test("of a day holds over its hours", async () => {
    const model = scriptedModel((request) => ({ text: reader(request), usage: { inputTokens: 900, outputTokens: 100 } }));
    const { space, clock, extractor } = openExtract({ model, batch: 1, budget: { tokensPerDay: 6_000 } });
    await space.write(workers(10));
    expect(await extractor.run("acme/alice")).toMatchObject({ messages: 4 });
    await clock.advance(3_600_000);
    const { deferred, messages } = await extractor.run("acme/alice");
    expect([messages, deferred?.until]).toEqual([0, "2024-03-11T00:00:00.000Z"]);
    await clock.advance(11 * 3_600_000);
    expect(await extractor.run("acme/alice")).toMatchObject({ messages: 4 });
  });

  test("counts the answers that could not be used", async () => {
    const model = scriptedModel(() => ({ text: "moo", usage: { inputTokens: 900, outputTokens: 100 } }));
    const { space, extractor } = openExtract({ model, batch: 1, budget: { callsPerRun: 3 } });
    await space.write(workers(5));
    expect(await extractor.run("acme/alice")).toMatchObject({ calls: 3, tokens: 3_000, deferred: { reason: "budget" } });
  });
});
