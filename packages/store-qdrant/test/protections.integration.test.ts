import type { Space, Store } from "@pagefile/core/contracts";
import { describeWithService } from "@pagefile/services";
import { qdrant } from "@pagefile/store-qdrant";
import { expect, test } from "vitest";
import { copiesIn } from "./support/copies-in.ts";
import { startProxy } from "./support/proxy.ts";
import { along, freshSpace, idOf, put, removal } from "./support/records.ts";
import { testCollection } from "./support/test-collection.ts";

const kinds = ["message", "passage"] as const;

/** Every kind of request about a space that the store makes. */
async function useEverything(store: Store, space: Space): Promise<void> {
  await store.apply(space, [put(1, { group: "g", vector: along(0) }), put(2, { group: "g" }), put(3, { attributes: { n: 1 } })]);
  await store.apply(space, [put(1, { group: "g", vector: along(1) }), put(2, { group: "h", version: 2 }), removal(3, 2)]);
  const filter = { not: { attribute: "n", range: { gte: 1 } } } as const;
  await store.search(space, { arm: "lexical", kinds, terms: ["common", "other"], radius: 2, limit: 10, filter }, {});
  await store.search(space, { arm: "vector", kinds, embedder: "one", vector: along(0).values, limit: 10, filter }, {});
  await store.search(space, { arm: "vector", kinds, embedder: "unheard", vector: along(0).values, limit: 10 }, {});
  await store.search(space, { arm: "time", kinds, order: "newest", limit: 10, from: "2026-01-01T00:00:00.000Z" }, {});
  await copiesIn(store, space);
  await store.drop(space);
}

/** What of the searches, operations and points in a body does not name the space. */
function unnamed(body: string, space: Space): readonly unknown[] {
  const { searches, operations, ...single } = JSON.parse(body) as { searches?: object[]; operations?: object[] };
  const parts = searches ?? operations?.flatMap(partsOf) ?? [single];
  return parts.filter((part) => !JSON.stringify(part).includes(JSON.stringify(space)));
}

/** An operation, and each point that it writes whole. */
function partsOf(operation: object): readonly object[] {
  const { upsert } = operation as { upsert?: { points: object[]; update_filter: object } };
  return upsert === undefined ? [operation] : [...upsert.points, upsert.update_filter];
}

const condition = (space: Space): string => `{"key":"space","match":{"value":${JSON.stringify(space)}}}`;

describeWithService("qdrant", "protections in Qdrant", ({ url }) => {
  const { name, open } = testCollection(url);

  test("every request about points names its space, in each search, operation and point", async () => {
    await using proxy = await startProxy(url);
    const space = freshSpace();
    await useEverything(qdrant({ url: proxy.url, collection: name }), space);
    const sent = proxy.sent.filter(({ path }) => /\/(points|facet)\b/.test(path));
    const paths = new Set(sent.map(({ path }) => path.replace(/\?.*/, "").replace(`/collections/${name}`, "")));
    expect(paths).toEqual(new Set(["/points/scroll", "/points/query/batch", "/points/batch", "/points/count", "/facet"]));
    for (const { path, body } of sent) expect(unnamed(body, space), `${path} ${body}`).toEqual([]);
    for (const { path } of sent.filter((one) => one.path.includes("/points/batch"))) expect(path).toContain("wait=true");
  });

  test("other spaces show as soon as the condition on the space is taken away", async () => {
    const [own, other] = [freshSpace(), freshSpace()];
    await using proxy = await startProxy(url, { rewrite: (body) => body.replaceAll(condition(own), '{"must":[]}') });
    const shielded = open();
    const bare = qdrant({ url: proxy.url, collection: name });
    await shielded.apply(other, [put(1, { text: "common other", group: "g", vector: along(0) })]);
    await shielded.apply(own, [put(2, { group: "g", vector: along(0) })]);
    const found = async (store: Store): Promise<boolean[]> => {
      const [lexical, vector, time] = await Promise.all([
        store.search(own, { arm: "lexical", kinds, terms: ["common", "other"], radius: 0, limit: 100 }, {}),
        store.search(own, { arm: "vector", kinds, embedder: "one", vector: along(0).values, limit: 100 }, {}),
        store.search(own, { arm: "time", kinds, order: "newest", limit: 100 }, {}),
      ]);
      const scanned = await copiesIn(store, own);
      const sees = (matches: readonly { readonly id: string }[]): boolean => matches.some(({ id }) => id === idOf(1));
      return [sees(lexical.candidates), (lexical.statistics.frequencies[1] ?? 0) > 0, sees(vector), sees(time), sees(scanned)];
    };
    expect(await found(shielded)).toEqual([false, false, false, false, false]);
    expect(await found(bare)).toEqual([true, true, true, true, true]);
  });

  test.each([true, false])(
    "a write that was overtaken on its way leaves the newer version, by its condition only (%s)",
    async (conditional) => {
      const space = freshSpace();
      const { promise: overtaken, resolve: release } = Promise.withResolvers<void>();
      const { promise: underway, resolve: arrive } = Promise.withResolvers<void>();
      const hold = async (body: string): Promise<string> => {
        if (!body.includes('"operations"')) return body;
        arrive();
        await overtaken;
        return conditional ? body : body.replaceAll(/"update_filter":\{"must":\[.*?\]\}/g, '"update_filter":null');
      };
      await using proxy = await startProxy(url, { rewrite: hold });
      const slow = qdrant({ url: proxy.url, collection: name }).apply(space, [put(1, { text: "common old" })]);
      await underway;
      const fast = open();
      await fast.apply(space, [put(1, { version: 2, text: "common new" })]);
      release();
      await slow;
      const [match] = await fast.search(space, { arm: "time", kinds, order: "newest", limit: 10 }, {});
      expect(match?.version).toBe(conditional ? 2 : 1);
    },
  );
});
