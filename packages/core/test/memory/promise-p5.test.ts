import { deterministicEmbedder } from "@pagefile/testing";
import { expect, test } from "vitest";
import { all, openTestMemory, type TestMemory } from "./open-test-memory.ts";
import { randomSpace } from "./random-space.ts";

const histories = process.env["PAGEFILE_PROMISE_SCALE"] === "full" ? 1_000 : 20;

async function state({ space, journal }: Pick<TestMemory, "space" | "journal">): Promise<unknown> {
  const { items } = await space.list({ limit: 1_000 });
  const history = await Promise.all(items.map(({ id }) => space.history(id)));
  const indexed = (await all(journal.store.scan(space.name))).map((item) => JSON.stringify(item)).sort();
  return { items, history, indexed, head: await space.head(), count: await space.count() };
}

test(`P5: export, wipe and import is the identity for ${histories} random histories`, { timeout: 3_600_000 }, async () => {
  for (let seed = 1; seed <= histories; seed += 1) {
    const source = await randomSpace(seed);
    const lines = await all(source.space.export());
    const target = openTestMemory({ embedder: deterministicEmbedder() });
    const head = await target.space.import(lines);
    expect(head, `history ${seed}`).toEqual(await source.space.head());
    expect(await state(target), `history ${seed}`).toEqual(await state(source));
    expect(await all(target.space.export()), `history ${seed}`).toEqual(lines);
    expect((await target.space.verify()).sound, `history ${seed}`).toBe(true);
  }
});
