import type { ChatRequest, JsonObject } from "@pagefile/core/contracts";
import { type Failpoint, scriptedModel, SimulatedDeath } from "@pagefile/testing";
import { expect, test } from "vitest";
import { answer, type ExtractTest, factTexts, openExtract, recordsOf, said } from "./open-extract.ts";

const drafts = ["Ana lives in Porto.", "Tom works at Siemens.", "Where is Eva?", "Eva lives in Bonn.", "Ana moved to Lisbon in March."].map(
  (text, at) => said(text, { occurredAt: `2024-0${at + 1}-20T00:00:00.000Z` }),
);

/** Finds the same each time it is asked, in words that are never the same. */
function wordy(): (request: ChatRequest) => string {
  let asked = 0;
  return (request) => {
    asked += 1;
    const facts: JsonObject[] = [];
    const form = /^\[(\d+)\] .*?: ((\w+) (?:lives in|works at|moved to) (\w+))/gm;
    for (const [, number, quote = "", subject = "", object = ""] of (request.messages[1]?.text ?? "").matchAll(form))
      facts.push({ message: Number(number), quote, subject, predicate: `place ${asked}`, object });
    return answer(
      facts,
      facts.map(({ message, quote }) => ({ message: Number(message), quote: String(quote), text: `${String(quote)} ${asked}` })),
    );
  };
}

const ways = {
  rules: (): Parameters<typeof openExtract>[0] => ({}),
  "a model": (): Parameters<typeof openExtract>[0] => ({ model: scriptedModel(wordy()), batch: 2 }),
};

/** What is in a space, without what differs from one answer to the next. */
async function found({ space }: ExtractTest): Promise<unknown> {
  const passages = (await recordsOf(space, "passage")).map(({ body }) => (body instanceof Uint8Array ? "" : String(body["text"])));
  const plain = (text: string): string => text.replace(/ \d+/g, "");
  return { facts: (await factTexts(space)).map(plain).toSorted(), passages: passages.map(plain).toSorted() };
}

async function prepared(): Promise<string> {
  const { memory, space, file } = openExtract();
  await space.write(drafts);
  await memory.close();
  return file;
}

test.each(Object.entries(ways))(
  "whatever a run with %s dies at, no message is lost and nothing is there twice",
  async (_, options) => {
    const whole = openExtract(options(), { file: await prepared() });
    await whole.extractor.run("acme/alice");
    const expected = await found(whole);
    expect(expected).toMatchObject({ facts: { length: 4 } });

    const passages: Failpoint[] = [];
    const watched = openExtract(options(), { file: await prepared(), faults: { onFailpoint: (at) => void passages.push(at) } });
    await watched.extractor.run("acme/alice");
    expect(passages).toEqual(expect.arrayContaining(["append:before", "append:after", "cursor.advance:before", "cursor.advance:after"]));

    const times = new Map<Failpoint, number>();
    let deaths = 0;
    for (const at of passages) {
      const passage = (times.get(at) ?? 0) + 1;
      times.set(at, passage);
      if (!/^(append|cursor)/.test(at)) continue;
      const file = await prepared();
      // One model before and after the death: what it says the second time is worded otherwise.
      const one = options();
      const dying = openExtract(one, { file, faults: { faults: [{ at, passage, death: true }] } });
      await expect(dying.extractor.run("acme/alice"), `${at} ${passage}`).rejects.toBeInstanceOf(SimulatedDeath);
      await dying.memory.close();
      const after = openExtract(one, { file });
      await after.extractor.run("acme/alice");
      expect(await found(after), `${at} ${passage}`).toEqual(expected);
      expect(await after.extractor.run("acme/alice"), `${at} ${passage}`).toMatchObject({ messages: 0, calls: 0 });
      expect(await after.space.verify()).toMatchObject({ sound: true });
      await after.memory.close();
      deaths += 1;
    }
    expect(deaths).toBeGreaterThan(20);
  },
  120_000,
);

test("a model that finds more the second time is not asked a second time; without the kept answer it would be", async () => {
  const fact = (predicate: string): JsonObject => ({ quote: "Ana lives in Porto.", subject: "Ana", predicate, object: "Porto" });
  const factsAfter = async (forget: boolean): Promise<readonly string[]> => {
    const one = { model: scriptedModel([answer([fact("lives in")]), answer([fact("likes"), fact("home is")])]) };
    const dying = openExtract(one, { faults: { faults: [{ at: "cursor.advance:before", death: true }] } });
    await dying.space.write(said("Ana lives in Porto."));
    await expect(dying.extractor.run("acme/alice")).rejects.toBeInstanceOf(SimulatedDeath);
    await dying.memory.close();
    const after = openExtract(one, { file: dying.file });
    if (forget) await after.space.delete({ kind: "block", collection: "extract", key: "answer" });
    await after.extractor.run("acme/alice");
    return factTexts(after.space);
  };
  expect(await factsAfter(false)).toEqual(["Ana lives in Porto"]);
  expect(await factsAfter(true)).toEqual(["Ana home is Porto", "Ana lives in Porto"]);
});
