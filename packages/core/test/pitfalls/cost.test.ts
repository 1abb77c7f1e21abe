import type { ChatRequest, Journal } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { deterministicEmbedder, type ScriptedReply, scriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";
import { freshFile, openFile, turn } from "./open-file.ts";

/** What was read from a journal and written to it. */
interface Counts {
  calls: number;
  records: number;
  changes: number;
  bytes: number;
}

/** A journal in a file that counts. */
function countingJournal(): { readonly journal: Journal; readonly counts: Counts } {
  const journal = sqlite({ file: freshFile() });
  const counts = { calls: 0, records: 0, changes: 0, bytes: 0 };
  const count = (by: Partial<Counts>): void => {
    counts.calls += 1;
    counts.records += by.records ?? 0;
    counts.changes += by.changes ?? 0;
    counts.bytes += by.bytes ?? 0;
  };
  const [append, get, list] = [journal.append.bind(journal), journal.get.bind(journal), journal.list.bind(journal)];
  journal.append = async (space, changes, options) => {
    count({ changes: changes.length, bytes: JSON.stringify(changes).length });
    return append(space, changes, options);
  };
  journal.get = async (space, refs) => {
    const records = await get(space, refs);
    count({ records: records.length });
    return records;
  };
  journal.list = async (space, page) => {
    const found = await list(space, page);
    count({ records: found.items.length });
    return found;
  };
  return { journal, counts };
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

test("the first and the next turn read and write as much after 2,700 messages as after 900 (pitfalls 25 and 33)", async () => {
  const measured = [];
  for (const history of [900, 2700]) {
    const { journal, counts } = countingJournal();
    const { agent, space } = openFile({ journal });
    for (let at = 0; at < history; at += 900) {
      await space.write(Array.from({ length: 900 }, (_, next) => ({ kind: "message" as const, text: said(at + next) })));
    }
    const reply = (request: ChatRequest): ScriptedReply => (request.messages.at(-1)?.text.includes("Note this") === true ? saving : "Yes.");
    const alice = agent({ model: scriptedModel(reply, { contextWindow: 4096 }), recall: "tool" });
    for (const text of ["Hello.", "Note this."]) {
      Object.assign(counts, { calls: 0, records: 0, changes: 0, bytes: 0 });
      expect((await turn(alice, text)).at(-1)).toMatchObject({ reason: "answered", text: "Yes." });
      measured.push({ ...counts });
    }
  }
  const [first, next, firstOfMany, nextOfMany] = measured;
  expectNoMore(firstOfMany, first);
  expectNoMore(nextOfMany, next);
});

function expectNoMore(later: Counts | undefined, before: Counts | undefined): void {
  if (later === undefined || before === undefined) throw new TypeError("Two turns were measured.");
  expect([later.calls, later.records, later.changes]).toEqual([before.calls, before.records, before.changes]);
  expect(later.bytes).toBeLessThanOrEqual(before.bytes * 1.02);
}

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
