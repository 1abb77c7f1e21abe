import { openMemory } from "@pagefile/core";
import { describeWithService } from "@pagefile/services";
import { sqlite } from "@pagefile/store-sql";
import { deterministicEmbedder } from "@pagefile/testing";
import { expect, test } from "vitest";
import { freshSpace } from "./support/records.ts";
import { testCollection } from "./support/test-collection.ts";

describeWithService("qdrant", "a memory with Qdrant", ({ url }) => {
  const { client, name, open } = testCollection(url);

  test("finds by words and vectors, notices what was damaged from outside, and mends it", async () => {
    await using memory = openMemory({ journal: sqlite({ file: ":memory:" }), stores: [open()], embedder: deterministicEmbedder() });
    const space = memory.space(freshSpace());
    for (const text of ["Ana moved to Porto in May.", "The boiler was serviced on 3 March.", "小明喜欢吃苹果和香蕉"]) {
      await space.write({ kind: "passage", text });
    }
    expect((await space.read("who moved to Porto?")).hits[0]?.text).toBe("Ana moved to Porto in May.");
    expect((await space.read("苹果")).hits[0]?.text).toBe("小明喜欢吃苹果和香蕉");
    expect(await space.verify()).toMatchObject({ sound: true });
    const [first, second, third] = (await client.scroll(name, { limit: 10 })).points;
    await client.delete(name, { points: [first?.id ?? 0], wait: true });
    await client.setPayload(name, { points: [second?.id ?? 0], payload: { version: 0 }, wait: true });
    const stray = { id: crypto.randomUUID(), vector: {}, payload: { ...third?.payload, id: "019a0000-0000-7000-8000-000000000000" } };
    const copy = { ...stray, id: crypto.randomUUID(), payload: { ...third?.payload } };
    await client.upsert(name, { points: [stray, copy], wait: true });
    const { stores } = await space.verify();
    const kinds = new Set(stores.flatMap(({ findings }) => findings).map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(["missing", "stale", "orphan", "doubled"]));
    await space.repair();
    expect(await space.verify()).toMatchObject({ sound: true });
    expect((await space.read("when was the boiler serviced?")).hits[0]?.text).toBe("The boiler was serviced on 3 March.");
  });
});
