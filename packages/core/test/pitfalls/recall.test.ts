import { type Embedder, PagefileError, type Store } from "@pagefile/core/contracts";
import { deterministicEmbedder, faultyStore, inMemoryStore, scriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";
import { openFile, turn } from "./open-file.ts";

/** Sees a likeness only where it is told to: texts that match are all the same, and the others are all far from them. */
function oneTopic(topic: RegExp): Embedder {
  const vector = (text: string): Float32Array => (topic.test(text) ? Float32Array.of(1, 0) : Float32Array.of(0, 1));
  return { id: `topic ${topic.source}`, dimensions: 2, maxBatch: 100, embed: async (texts) => texts.map(vector) };
}

const notes = (count: number, text: string) =>
  Array.from({ length: count }, (_, at) => ({ kind: "passage" as const, text: `${text} ${at}` }));

test("a record that only its words can find surfaces beside a thousand that are nearer in meaning (pitfall 19)", async () => {
  // Every garden note is as near to the question as can be; the one that holds its rare word is as far as can be.
  const { space } = openFile({ embedder: oneTopic(/garden/) });
  await space.write([...notes(999, "about the garden"), { kind: "passage", text: "The xylophone is in the attic." }]);
  const { hits } = await space.read("xylophone garden?");
  const hit = hits.find(({ text }) => text === "The xylophone is in the attic.");
  expect(hit?.why.arms.map(({ arm }) => arm)).toEqual(["lexical"]);
});

test("a record that only its meaning can find surfaces beside those that share words (pitfall 19)", async () => {
  const { space } = openFile({ embedder: oneTopic(/flute|musical/) });
  await space.write([...notes(10, "an old and dusty case"), ...notes(300, "nothing at all"), { kind: "passage", text: "A flute." }]);
  const { hits } = await space.read("something musical without a dusty case", { limit: 12 });
  const hit = hits.find(({ text }) => text === "A flute.");
  expect(hit?.why.arms.map(({ arm }) => arm)).toEqual(["vector"]);
});

test("joining the arms never makes a search worse than words alone when the vectors mean nothing (pitfall 19)", async () => {
  const random: Embedder = { id: "noise", dimensions: 8, maxBatch: 100, embed: async (texts) => texts.map((text) => noise(text)) };
  const { space } = openFile({ embedder: random });
  const words = Array.from({ length: 60 }, (_, at) => `rare${at}word`);
  await space.write(words.map((word, at) => ({ kind: "passage" as const, text: `Note ${at} on the ${word} in the house` })));
  for (const word of words) expect((await space.read(`the ${word} in the house`)).hits[0]?.text).toContain(word);
});

function noise(text: string): Float32Array {
  let state = [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  const vector = Float32Array.from({ length: 8 }, () => (state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 31 - 1);
  return vector.map((value) => value / Math.hypot(...vector));
}

test("says how many there are in all, filters before it limits, and tells a record's own time (pitfall 20)", async () => {
  const { space } = openFile();
  const occurredAt = "2021-06-05T00:00:00.000Z";
  await space.write(
    Array.from({ length: 120 }, (_, at) => ({
      kind: "passage" as const,
      text: `boiler note ${at}`,
      tags: at % 40 === 0 ? ["rare"] : [],
      occurredAt,
    })),
  );
  const first = await space.read("boiler", { limit: 10 });
  expect([first.hits.length, first.total]).toEqual([10, 120]);
  const rare = await space.read("boiler", { limit: 2, filter: { tag: "rare" } });
  expect([rare.hits.length, rare.total]).toEqual([2, 3]);
  const next = await space.read("boiler", { limit: 2, filter: { tag: "rare" }, ...(rare.next !== undefined && { cursor: rare.next }) });
  expect(new Set([...rare.hits, ...next.hits].map(({ id }) => id)).size).toBe(3);
  expect(rare.hits.every(({ record }) => record.occurredAt === occurredAt)).toBe(true);
  expect(rare.text).toContain("2021-06-05");
});

test("a model that can call no tool remembers, in a new process (pitfall 27)", async () => {
  const { agent, file, memory } = openFile();
  const plain = { capabilities: { tools: false } };
  await turn(agent({ model: scriptedModel(["How nice."], plain) }), "My sister Ana lives in Porto.");
  await memory.close();
  const later = openFile({}, file);
  await later.clock.advance(86_400_000);
  const model = scriptedModel(() => "In Porto.", plain);
  // Nothing of the queue is left: all that can help is recall.
  const again = later.agent({ model, windowTokens: 2048 });
  const smallTalk = Array.from({ length: 30 }, (_, at) => ({ text: `${at} ${"about nothing in particular ".repeat(12)}` }));
  let evictions = 0;
  for await (const { type } of again.observe(smallTalk)) if (type === "eviction") evictions += 1;
  expect(evictions).toBeGreaterThan(0);
  await turn(again, "Where does my sister Ana live?");
  const request = model.requests.at(-1);
  expect(request?.tools).toBeUndefined();
  expect(request?.messages.at(-1)?.text).toMatch(/<memory>[\s\S]*My sister Ana lives in Porto\.[\s\S]*<\/memory>/);
});

test("Chinese and Japanese words are found inside sentences without blanks (pitfall 29)", async () => {
  const { space } = openFile();
  const texts = ["我妹妹安娜五月搬到了波尔图。", "锅炉是三月三日检修的。", "犬は公園でボールを追いかけた。"];
  await space.write(texts.map((text) => ({ kind: "message", text }) as const));
  for (const [query, text] of [
    ["妹妹", texts[0]],
    ["锅炉", texts[1]],
    ["公園", texts[2]],
  ] as const) {
    expect((await space.read(query)).hits.map((hit) => hit.text)).toEqual([text]);
  }
  expect((await space.read("猫")).found).toBe(false);
});

const down = new PagefileError("STORE_UNAVAILABLE", "connection refused", { retryable: true });
const broken = (method: string): Store =>
  faultyStore(inMemoryStore({ name: "remote", capabilities: { serves: { message: ["vector"], passage: ["vector"] } } }), {
    faults: [{ at: `${method}:before` as const, passage: "every", error: down }],
  });

test.each([
  ["the store's search fails", { stores: [broken("search")], embedder: deterministicEmbedder() }],
  ["the store missed the writes", { stores: [broken("apply")], embedder: deterministicEmbedder() }],
])("a turn in which %s says that recall was partial, and answers by the other arms (pitfall 32)", async (_name, options) => {
  const { agent, space } = openFile(options);
  await space.write({ kind: "passage", text: "The boiler was serviced on 3 March." });
  const model = scriptedModel(["On 3 March."]);
  const events = await turn(agent({ model }), "When was the boiler serviced?");
  expect(events.at(-1)).toMatchObject({ reason: "answered", partial: true });
  const asked = model.requests[0]?.messages.at(-1)?.text ?? "";
  expect(asked).toContain("The boiler was serviced on 3 March.");
  expect(asked).toContain("Only a part of memory could be searched (vector search is not up to date)");
});

test("a turn in which everything could be searched says nothing of the kind (pitfall 32)", async () => {
  const { agent, space } = openFile({ embedder: deterministicEmbedder() });
  await space.write({ kind: "passage", text: "The boiler was serviced on 3 March." });
  const model = scriptedModel(["On 3 March."]);
  expect((await turn(agent({ model }), "When was the boiler serviced?")).at(-1)).toMatchObject({ partial: false });
  expect(model.requests[0]?.messages.at(-1)?.text).not.toContain("Only a part");
});
