import type { IndexedChange, LexicalCandidate, Space, Store } from "@pagefile/core/contracts";
import { describeWithService } from "@pagefile/services";
import { expect, test } from "vitest";
import { copiesIn } from "./support/copies-in.ts";
import { along, freshSpace, idOf, put, removal } from "./support/records.ts";
import { testCollection } from "./support/test-collection.ts";

const kinds = ["message"] as const;

async function words(store: Store, space: Space, term: string): Promise<readonly LexicalCandidate[]> {
  return (await store.search(space, { arm: "lexical", kinds, terms: [term], radius: 0, limit: 10_000 }, {})).candidates;
}

async function scanned(store: Store, space: Space): Promise<string[]> {
  const copies = await copiesIn(store, space);
  return copies.map(({ id, version, arm, embedder = "" }) => `${id} ${version} ${arm} ${embedder}`.trim()).toSorted();
}

describeWithService("qdrant", "versions in Qdrant", ({ url }) => {
  const { name, client, open } = testCollection(url);
  const held = async (space: Space): Promise<readonly unknown[]> => {
    const filter = { must: [{ key: "space", match: { value: space } }] };
    return (await client.scroll(name, { filter, limit: 10_000, with_payload: true, with_vector: true })).points;
  };

  test("the newest version wins, whichever of two processes comes last", async () => {
    const [one, two] = [open(), open()];
    for (let round = 0; round < 10; round += 1) {
      const space = freshSpace();
      const versions = (from: number): IndexedChange[][] =>
        [from, from + 2, from + 4].map((version) =>
          Array.from({ length: 20 }, (_, at) => put(at, { version, text: `common v${version}`, vector: along(version % 4) })),
        );
      const write = async (store: Store, batches: IndexedChange[][]): Promise<void> => {
        for (const batch of batches) await store.apply(space, batch);
      };
      await Promise.all([write(one, versions(1)), write(two, versions(2).toReversed())]);
      const found = await words(one, space, "common");
      expect(found.map(({ version, terms }) => [version, ...terms])).toEqual(Array.from({ length: 20 }, () => [6, "common", "v6"]));
      const near = await one.search(space, { arm: "vector", kinds, embedder: "one", vector: along(2).values, limit: 100 }, {});
      expect(near.map(({ version, score }) => [version, Math.round(score)])).toEqual(Array.from({ length: 20 }, () => [6, 1]));
    }
  });

  test("two processes that apply the same changes at once give each record one place, without gaps", async () => {
    const [one, two] = [open(), open()];
    for (let round = 0; round < 10; round += 1) {
      const space = freshSpace();
      const changes = Array.from({ length: 60 }, (_, at) => put(at, { group: at % 3 === 0 ? "g" : "h" }));
      const follow = async (store: Store): Promise<void> => {
        for (let at = 0; at < changes.length; at += 12) await store.apply(space, changes.slice(at, at + 12));
      };
      await Promise.all([follow(one), follow(two)]);
      for (const group of ["g", "h"]) {
        const places = (await words(one, space, "common")).filter((candidate) => candidate.group === group);
        const inOrder = places.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ position }) => position);
        expect(inOrder).toEqual(Array.from({ length: inOrder.length }, (_, at) => at + 1));
      }
    }
  });

  test("a vector is kept whether it comes with its version, after it, or beside another process without it", async () => {
    const [one, two] = [open(), open()];
    for (let round = 0; round < 10; round += 1) {
      const space = freshSpace();
      const bare = Array.from({ length: 10 }, (_, at) => put(at));
      const embedded = bare.map((change) => ({ ...change, vector: along(1) }));
      await Promise.all([one.apply(space, bare), two.apply(space, embedded)]);
      expect((await scanned(one, space)).filter((item) => item.endsWith("vector one"))).toHaveLength(10);
    }
  });

  test("what is removed leaves its version and its place, and no word, vector, attribute or name", async () => {
    const store = open();
    const space = freshSpace();
    const secret = { text: "zanzibar", group: "zanzibar", tags: ["zanzibar"], attributes: { zanzibar: "zanzibar" }, vector: along(0) };
    await store.apply(space, [put(1, secret), put(2, { group: "zanzibar" })]);
    await store.apply(space, [removal(1, 2)]);
    await store.apply(space, [put(1, secret)]);
    expect(await scanned(store, space)).toEqual([`${idOf(2)} 1 lexical`, `${idOf(2)} 1 time`]);
    const stones = (await held(space)).filter((point) => JSON.stringify(point).includes(idOf(1)));
    expect(stones).toMatchObject([{ payload: { id: idOf(1), version: 2, position: 1, space, place: expect.any(String) }, vector: {} }]);
    expect(Object.keys((stones[0] as { payload: object }).payload)).toHaveLength(5);
    expect(JSON.stringify(stones)).not.toContain("zanzibar");
    await store.apply(space, [put(1, { ...secret, version: 3 })]);
    expect(await words(store, space, "zanzibar")).toMatchObject([{ id: idOf(1), version: 3, position: 1 }]);
  });

  test("the same version again mends what was damaged from outside", async () => {
    const store = open();
    const space = freshSpace();
    const changes = [1, 2, 3, 4].map((number) => put(number, { text: `common w${number}`, group: "g", vector: along(number % 4) }));
    await store.apply(space, changes);
    const before = await held(space);
    const of = (number: number): { filter: object } => ({
      filter: {
        must: [
          { key: "space", match: { value: space } },
          { key: "id", match: { value: idOf(number) } },
        ],
      },
    });
    await client.deleteVectors(name, { ...of(1), vector: ["terms"], wait: true });
    await client.deleteVectors(name, { ...of(2), vector: ["dense.4.one"], wait: true });
    await client.setPayload(name, { ...of(3), payload: { terms: ["other"], labels: [] }, wait: true });
    await client.delete(name, { ...of(4), wait: true });
    expect(await scanned(store, space)).toHaveLength(12 - 2 - 3);
    await store.apply(space, changes);
    expect(await held(space)).toEqual(before);
  });

  test("a removal takes out a point that claims the record under another id", async () => {
    const store = open();
    const space = freshSpace();
    await store.apply(space, [put(1), put(2)]);
    const [first] = (await held(space)) as [{ payload: { id: string } }];
    const stray = { id: crypto.randomUUID(), vector: {}, payload: { ...first.payload, id: idOf(3) } };
    await client.upsert(name, { points: [stray], wait: true });
    expect((await scanned(store, space)).join(" ")).toContain(idOf(3));
    await store.apply(space, [removal(3, 1)]);
    expect(await scanned(store, space)).toHaveLength(4);
  });

  test("dropping a space leaves none of its points, however many, and all of others", async () => {
    const store = open();
    const [gone, kept] = [freshSpace(), freshSpace()];
    for (const space of [gone, kept]) {
      for (let at = 0; at < 2560; at += 256)
        await store.apply(
          space,
          Array.from({ length: 256 }, (_, one) => put(at + one)),
        );
    }
    await store.drop(gone);
    expect(await held(gone)).toEqual([]);
    expect(await held(kept)).toHaveLength(2560);
    expect(await scanned(store, kept)).toHaveLength(5120);
  });
});
