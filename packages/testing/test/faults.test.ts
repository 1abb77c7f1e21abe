import { type Change, type Journal, PagefileError, parseSpace, type Receipt } from "@pagefile/core/contracts";
import {
  type Failpoint,
  faultyJournal,
  faultyStore,
  inMemoryJournal,
  inMemoryStore,
  manualClock,
  sequentialIds,
  SimulatedDeath,
} from "@pagefile/testing";
import { expect, test } from "vitest";

const space = parseSpace("acme/alice");
const clock = manualClock();
const ids = sequentialIds(clock);
const recordedAt = "2026-01-01T00:00:00.000Z";

function put(): Change {
  const content = {
    kind: "message",
    body: { role: "user", text: "Hello." },
    tags: [],
    attributes: {},
    createdAt: recordedAt,
    index: true,
  } as const;
  return { type: "put", id: ids.next(), content, origin: { channel: "user", trust: "user" } };
}

const append = (journal: Journal): Promise<Receipt> => journal.append(space, [put()], { recordedAt });

test("fails the call it is told to fail, and does nothing of its work", async () => {
  const error = new PagefileError("JOURNAL_UNAVAILABLE", "locked", { retryable: true });
  const journal = faultyJournal(inMemoryJournal(), { faults: [{ at: "append:before", passage: 2, error }] });
  await append(journal);
  await expect(append(journal)).rejects.toBe(error);
  await append(journal);
  expect((await journal.head(space)).seq).toBe(2);
});

test("does the work and loses the answer at a failpoint after a method", async () => {
  const journal = faultyJournal(inMemoryJournal(), { faults: [{ at: "append:after", error: new Error("lost") }] });
  await expect(append(journal)).rejects.toThrow("lost");
  expect((await journal.head(space)).seq).toBe(1);
});

test("dies at a failpoint for every later call, while the database lives on", async () => {
  const database = inMemoryJournal();
  const journal = faultyJournal(database, { faults: [{ at: "cursor.advance:before", death: true }] });
  await append(journal);
  await expect(journal.cursor(space, "store").advance(1)).rejects.toBeInstanceOf(SimulatedDeath);
  await expect(append(journal)).rejects.toBeInstanceOf(SimulatedDeath);
  await expect(journal.read(space, 0)[Symbol.asyncIterator]().next()).rejects.toBeInstanceOf(SimulatedDeath);
  expect((await database.head(space)).seq).toBe(1);
  expect(await database.cursor(space, "store").get()).toBe(0);
});

test("names every failpoint it passes, so that a test can die at each", async () => {
  const passed: Failpoint[] = [];
  const journal = faultyJournal(inMemoryJournal(), { onFailpoint: (failpoint) => passed.push(failpoint) });
  await append(journal);
  for await (const _entry of journal.read(space, 0)) continue;
  expect(passed).toEqual(["append:before", "append:after", "read:before", "read:after"]);
});

test("fails every search of a store and leaves what it declares as it is", async () => {
  const error = new PagefileError("STORE_UNAVAILABLE", "partitioned", { retryable: true });
  const store = faultyStore(inMemoryStore({ name: "following" }), { faults: [{ at: "search:before", passage: "every", error }] });
  expect(store.name).toBe("following");
  expect(store.capabilities.filters).toBe("all");
  await store.apply(space, []);
  for (let at = 0; at < 3; at += 1) {
    await expect(store.search(space, { arm: "time", kinds: ["message"], order: "newest", limit: 1 }, {})).rejects.toBe(error);
  }
});

test("delays a call on the clock it is given", async () => {
  const slow = faultyStore(inMemoryStore({ name: "slow" }), { clock, faults: [{ at: "apply:before", delayMs: 100 }] });
  let done = false;
  const applying = slow.apply(space, []).then(() => (done = true));
  await clock.advance(99);
  expect(done).toBe(false);
  await clock.advance(1);
  await applying;
  expect(done).toBe(true);
});
