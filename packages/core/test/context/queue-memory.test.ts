import { type Draft, openMemory } from "@pagefile/core";
import type { Journal } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { randomSource } from "@pagefile/testing";
import { expect, test } from "vitest";
import { QueueMemory } from "../../src/context/queue-memory.ts";

const origin = { channel: "user", trust: "user" } as const;

test("what the queue keeps in memory is what a new process loads, whoever wrote in between", async () => {
  const random = randomSource(17);
  await using memory = openMemory({ journal: sqlite({ file: ":memory:" }) });
  const space = memory.space("acme/queue");
  const queues = [new QueueMemory(space), new QueueMemory(space)];
  for (let step = 0; step < 400; step += 1) {
    const queue = random.pick(queues);
    const { messages, evictedThrough, warned, finished } = await queue.load(300);
    const message: Draft = { kind: "message", text: `Message ${step} ${"word ".repeat(random.integer(0, 30))}` };
    const block: Draft = {
      kind: "block",
      collection: "core",
      key: `block ${random.integer(1, 3)}`,
      text: `${step}`,
      onConflict: "replace",
    };
    const one = messages.length === 0 ? "" : random.pick(messages).id;
    const others = [
      () => queue.save({ evictedThrough, warned: !warned, finished: one || finished }),
      () => queue.save({ evictedThrough: one || evictedThrough, warned, finished }),
      () => space.write(message),
      () => space.write(block),
      ...(one === "" ? [] : [() => space.delete(one), () => space.erase(one), () => space.update(one, { text: "Another." })]),
    ];
    if (random.chance()) await random.pick<() => Promise<unknown>>(others)();
    if (random.chance()) await queue.append({ kind: "message", text: `Its own ${step}` }, origin);
    const fresh = await new QueueMemory(space).load(300);
    for (const kept of queues) expect(await kept.load(300)).toEqual(fresh);
  }
});

test("a message of our own is read back alone, not with the queue", async () => {
  const journal: Journal = sqlite({ file: ":memory:" });
  let listed = 0;
  const list = journal.list.bind(journal);
  journal.list = (space, page) => {
    // A write asks for the newest message alone, so that its own id comes after it.
    if (page.limit !== 1) listed += 1;
    return list(space, page);
  };
  await using memory = openMemory({ journal });
  const space = memory.space("acme/queue");
  const queue = new QueueMemory(space);
  await queue.load(1000);
  listed = 0;
  for (let at = 0; at < 10; at += 1) {
    await queue.append({ kind: "message", text: `Message ${at}` }, origin);
    expect((await queue.load(1000)).messages).toHaveLength(at + 1);
  }
  expect(listed).toBe(0);
});
