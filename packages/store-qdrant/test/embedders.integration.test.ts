import type { Match, Space, Store } from "@pagefile/core/contracts";
import { describeWithService } from "@pagefile/services";
import { expect, test } from "vitest";
import { copiesIn } from "./support/copies-in.ts";
import { along, freshSpace, idOf, put } from "./support/records.ts";
import { testCollection } from "./support/test-collection.ts";

function near(store: Store, space: Space, vector: ReturnType<typeof along>): Promise<readonly Match[]> {
  return store.search(space, { arm: "vector", kinds: ["message"], embedder: vector.embedder, vector: vector.values, limit: 100 }, {});
}

describeWithService("qdrant", "embedders in Qdrant", ({ url }) => {
  const { client, name, open } = testCollection(url);

  test("a new embedder is filled while the old one serves", async () => {
    const store = open();
    const space = freshSpace();
    const numbers = Array.from({ length: 40 }, (_, at) => at);
    await store.apply(
      space,
      numbers.map((number) => put(number, { vector: along(number % 4, "old") })),
    );
    for (const number of numbers) {
      await store.apply(space, [put(number, { vector: along(number % 8, "new", 8) })]);
      expect(await near(store, space, along(0, "old"))).toHaveLength(40);
      expect(await near(store, space, along(0, "new", 8))).toHaveLength(number + 1);
    }
    const copies = await copiesIn(store, space);
    const byEmbedder = Map.groupBy(copies, ({ arm, embedder }) => embedder ?? arm);
    expect([...byEmbedder].map(([of, { length }]) => `${of} ${length}`).toSorted()).toEqual(["lexical 40", "new 40", "old 40", "time 40"]);
  });

  test("a new version keeps the vector it came with and none of the version before", async () => {
    const store = open();
    const space = freshSpace();
    await store.apply(space, [put(1, { vector: along(0, "old") }), put(1, { vector: along(0, "new", 8) })]);
    await store.apply(space, [put(1, { version: 2, vector: along(1, "new", 8) })]);
    expect(await near(store, space, along(0, "old"))).toEqual([]);
    expect(await near(store, space, along(1, "new", 8))).toMatchObject([{ id: idOf(1), version: 2, score: 1 }]);
  });

  test("two processes that meet an embedder at once make one place for it, whatever its name", async () => {
    for (const embedder of ["openai/text-3 large", "名/../x", "~7e~", ""]) {
      const space = freshSpace();
      const stores = [open(), open(), open()];
      await Promise.all(stores.map((store, at) => store.apply(space, [put(at, { vector: along(at, embedder) })])));
      const copies = await copiesIn(open(), space);
      expect(copies.filter(({ arm }) => arm === "vector").map((copy) => copy.embedder)).toEqual([embedder, embedder, embedder]);
    }
    const { vectors } = (await client.getCollection(name)).config.params;
    for (const vector of Object.keys(vectors ?? {})) expect(vector).toMatch(/^dense\.\d+\.[\w.~-]*$/);
  });

  test("an embedder of another length is refused, also by a process that knew nothing of the first", async () => {
    const [one, two] = [open(), open()];
    const space = freshSpace();
    await near(two, space, along(0, "twice"));
    await one.apply(space, [put(1, { vector: along(0, "twice") })]);
    await expect(two.apply(space, [put(2, { vector: along(0, "twice", 8) })])).rejects.toMatchObject({ code: "EMBEDDER_MISMATCH" });
    await expect(near(two, space, along(0, "twice", 8))).rejects.toMatchObject({ code: "EMBEDDER_MISMATCH" });
    const elsewhere = freshSpace();
    await two.apply(elsewhere, [put(1, { vector: along(0, "twice", 8) })]);
    expect(await near(two, elsewhere, along(0, "twice", 8))).toHaveLength(1);
  });
});
