import type { Journal } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { deterministicEmbedder, type ScriptedReply, scriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";
import { freshFile, openFile, turn } from "./open-file.ts";

/** A journal that counts what is read from it and written to it. */
function counting(journal: Journal): {
  readonly journal: Journal;
  readonly counts: { records: number; calls: number; written: number; bytes: number };
} {
  const counts = { records: 0, calls: 0, written: 0, bytes: 0 };
  const counted = new Proxy(journal, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== "function") return member;
      return (...args: unknown[]): unknown => {
        counts.calls += 1;
        const result: unknown = Reflect.apply(member, target, args);
        if (property === "append" && Array.isArray(args[1])) {
          counts.written += args[1].length;
          counts.bytes += JSON.stringify(args[1]).length;
        }
        if (!(result instanceof Promise) || (property !== "list" && property !== "get")) return result;
        return result.then((found: unknown) => {
          counts.records += (
            Array.isArray(found)
              ? found
              : Array.isArray(Reflect.get(Object(found), "items"))
                ? (Reflect.get(Object(found), "items") as unknown[])
                : []
          ).length;
          return found;
        });
      };
    },
  });
  return { journal: counted, counts };
}

const said = (at: number): string => `${at}: the boiler was serviced in March and Ana moved to Porto`;
const saving: ScriptedReply = { calls: [{ name: "archival_memory_insert", arguments: { text: "A note." } }] };

test("taking messages in asks no model and makes each vector once (pitfall 24)", async () => {
  const embedder = deterministicEmbedder();
  const { agent, space } = openFile({ embedder });
  const model = scriptedModel([]);
  const alice = agent({ model });
  for await (const event of alice.observe(Array.from({ length: 40 }, (_, at) => ({ text: said(at) }))))
    expect(event.type).not.toBe("eviction");
  expect(await space.count()).toMatchObject({ message: 40 });
  expect(model.requests).toEqual([]);
  expect(embedder.calls.flatMap(({ texts }) => texts)).toHaveLength(40);
});

test("a turn reads and writes as much after 3,000 messages as after 300 (pitfalls 25 and 33)", async () => {
  const { journal, counts } = counting(sqlite({ file: freshFile() }));
  const { agent, space } = openFile({ journal });
  const window = { contextWindow: 4096 };
  const reply = (): ScriptedReply => "They talked about the boiler.";
  const costs: (typeof counts)[] = [];
  for (const [from, to] of [
    [0, 300],
    [300, 3000],
  ] as const) {
    await space.write(Array.from({ length: Math.min(to - from, 900) }, (_, at) => ({ kind: "message" as const, text: said(from + at) })));
    for (let at = from + 900; at < to; at += 900)
      await space.write(Array.from({ length: 900 }, (_, next) => ({ kind: "message" as const, text: said(at + next) })));
    const alice = agent({ model: scriptedModel(reply, window), recall: "tool" });
    await turn(alice, "Hello.");
    Object.assign(counts, { records: 0, calls: 0, written: 0, bytes: 0 });
    alice.useModel(scriptedModel([saving, "Noted."], window));
    expect((await turn(alice, "Note this.")).at(-1)).toMatchObject({ reason: "answered" });
    costs.push({ ...counts });
  }
  const [early, late] = costs;
  if (early === undefined || late === undefined) throw new TypeError("Two turns were measured.");
  expect(late.written).toBe(early.written);
  expect(late.bytes).toBeLessThanOrEqual(early.bytes * 1.02);
  expect(late.calls).toBeLessThanOrEqual(early.calls + 2);
  expect(late.records).toBeLessThanOrEqual(early.records * 1.2);
});

test("a step appends what is new: the journal grows by the turn and not by what was there (pitfall 33)", async () => {
  const { agent, space } = openFile();
  const alice = agent({ model: scriptedModel(() => "I see."), recall: "tool", windowTokens: 8192 });
  const sizes: number[] = [];
  let seq = 0;
  for (let at = 0; at < 60; at += 1) {
    await turn(alice, said(at));
    const { items } = await space.list({ kind: "message", limit: 1000 });
    const added = items.filter((record) => record.seq > seq);
    seq = (await space.head()).seq;
    sizes.push(JSON.stringify(added).length);
    expect(added).toHaveLength(2);
  }
  expect(Math.max(...sizes)).toBeLessThan(Math.min(...sizes) * 1.2);
  // Two messages a turn, and beside them only the two blocks and a warning or two.
  expect(seq).toBeLessThan(60 * 2 + 10);
});
