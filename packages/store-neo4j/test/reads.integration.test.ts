import { describeWithService } from "@pagefile/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { neo4j } from "../src/index.ts";
import { around, entity, fact, freshSpace, newId } from "./support/changes.ts";

/** Texts that mean something in Lucene or in Cypher. */
const hostile = [
  "*",
  "nothing OR *",
  "words:*",
  "[* TO *]",
  "/.*/",
  "nothing~",
  'a" OR "b',
  "x\\",
  "(",
  "AND",
  "' OR true //",
  "`) RETURN n //",
  "$space",
  "}) MATCH (n) DETACH DELETE n //",
  "'}]->() RETURN 1 UNION MATCH (n) RETURN n",
];

function suite({ url }: { readonly url: string }): void {
  const store = neo4j({ url });
  const throughIndex = neo4j({ url, exactUpTo: 0 });
  const mine = freshSpace();
  const theirs = freshSpace();
  const [ana, ben, lisbon, porto] = [newId(), newId(), newId(), newId()];
  const [moved, knows, before] = [newId(), newId(), newId()];
  const year = (number: number): string => `${number}-01-01T00:00:00.000Z`;
  const people = [ana, ben, lisbon, porto].map((id, at) =>
    entity(id, { attributes: { rank: at }, vector: { embedder: "reads", values: axis(at) } }),
  );

  beforeAll(async () => {
    await store.apply(mine, people);
    await store.apply(mine, [
      fact(before, { subject: ana, predicate: "lives_in", object: lisbon, validTo: year(2025) }, { createdAt: year(2020) }),
      fact(moved, { subject: ana, predicate: "lives_in", object: porto, validFrom: year(2025) }, { createdAt: year(2026) }),
      fact(knows, { subject: ben, object: ana }, { createdAt: year(2022) }),
    ]);
    // The same entities in another space, joined in another way.
    await store.apply(theirs, people);
    await store.apply(theirs, [fact(newId(), { subject: lisbon, object: porto }), fact(newId(), { subject: ben, object: porto })]);
  });
  afterAll(() => Promise.all([store.close(), throughIndex.close()]));

  const ids = (facts: readonly { readonly id: string }[]): string[] => facts.map(({ id }) => id);

  test("answers as of a time, and as it was known by a time", async () => {
    const read = async (when: object): Promise<string[]> =>
      ids((await store.search(mine, { ...around([ana]), hops: 1, ...when }, {})).facts);
    expect(await read({ at: year(2024) })).toEqual([knows, before]);
    expect(await read({ at: year(2025) })).toEqual([moved, knows]);
    expect(await read({ knownBy: year(2022) })).toEqual([knows, before]);
    expect(await read({ at: year(2025), knownBy: year(2024) })).toEqual([knows]);
  });

  test("finds the shortest way, and none at a time when a fact on it did not hold", async () => {
    const way = { ...around([ben]), to: porto };
    expect(ids((await store.search(mine, way, {})).facts)).toEqual([knows, moved]);
    expect(ids((await store.search(mine, { ...way, at: year(2024) }, {})).facts)).toEqual([]);
  });

  test("sees nothing of another space at any hop, though its entities have the same ids", async () => {
    for (const hops of [1, 2, 3, 4]) {
      const found = await store.search(mine, { ...around([ana, ben, lisbon, porto]), hops }, {});
      expect(ids(found.facts).toSorted()).toEqual([moved, knows, before].toSorted());
      expect((await store.search(freshSpace(), { ...around([ana]), hops }, {})).entities).toEqual([]);
    }
    expect((await store.search(mine, { ...around([lisbon]), to: porto, hops: 1 }, {})).facts).toEqual([]);
  });

  test("takes Lucene and Cypher for words, names and values wherever they stand", async () => {
    const kinds = ["entity", "fact"] as const;
    for (const text of hostile) {
      const words = await store.search(mine, { arm: "lexical", kinds, terms: [text], radius: 0, limit: 10 }, {});
      expect([words.candidates, words.statistics.frequencies], text).toEqual([[], [0]]);
      const filter = { or: [{ attribute: text, equals: text }, { attribute: text, range: { gt: text } }, { tag: text }] };
      expect(await store.search(mine, { arm: "time", kinds, order: "newest", limit: 10, filter }, {}), text).toEqual([]);
      const nearest = { arm: "vector", kinds, embedder: text, vector: axis(0), limit: 10 } as const;
      expect(await store.search(mine, nearest, {}), text).toEqual([]);
      const graph = { ...around([text]), to: text, at: text, knownBy: text };
      expect(await store.search(mine, graph, {}), text).toEqual({ entities: [], facts: [], truncated: false });
    }
  });

  test("writes Lucene and Cypher as data wherever they stand", async () => {
    const space = freshSpace();
    for (const text of hostile) {
      const [id, factId] = [newId(), newId()];
      const attributes = { [text]: text };
      await store.apply(space, [entity(id, { attributes })]);
      await store.apply(space, [fact(factId, { subject: id, predicate: text, evidence: [text] })]);
      expect((await store.search(space, around([id]), {})).facts).toMatchObject([{ id: factId, predicate: text, evidence: [text] }]);
      const filter = { attribute: text, equals: text };
      const time = { arm: "time", kinds: ["entity"], order: "newest", limit: 10, filter } as const;
      expect(ids(await store.search(space, time, {}))).toEqual([id]);
    }
    // An index of its own for each embedder takes a while, so one text stands for all.
    const [id, embedder] = [newId(), hostile.join(" ")];
    await store.apply(space, [entity(id, { vector: { embedder, values: axis(1) } })]);
    expect(ids(await store.search(space, { arm: "vector", kinds: ["entity"], embedder, vector: axis(1), limit: 5 }, {}))).toEqual([id]);
    expect((await store.search(mine, around([ana]), {})).facts).toHaveLength(3);
  });

  test("takes a query of more words than Lucene allows in one", async () => {
    const terms = ["common", ...Array.from({ length: 3000 }, (_, at) => `w${at}`)];
    const { candidates } = await store.search(mine, { arm: "lexical", kinds: ["fact"], terms, radius: 0, limit: 10 }, {});
    expect(ids(candidates).toSorted()).toEqual([moved, knows, before].toSorted());
  });

  test("finds through the vector index what comparing with every vector finds", { timeout: 300_000 }, async () => {
    const embedder = "reads-index";
    const spaces = [freshSpace(), freshSpace()];
    for (const [at, space] of spaces.entries()) {
      const drafts = Array.from({ length: 600 }, (_, nth) =>
        entity(newId(), { vector: { embedder, values: pseudoRandom(at * 1000 + nth) } }),
      );
      for (let from = 0; from < drafts.length; from += 200) await store.apply(space, drafts.slice(from, from + 200));
    }
    let found = 0;
    for (let round = 0; round < 10; round += 1) {
      const query = { arm: "vector", kinds: ["entity"], embedder, vector: pseudoRandom(90_000 + round), limit: 10 } as const;
      const [space = mine] = spaces;
      const exact = await store.search(space, query, {});
      const approximate = await throughIndex.search(space, query, {});
      for (const { id, score } of approximate)
        if (exact.some((match) => match.id === id && Math.abs(match.score - score) < 1e-6)) found += 1;
    }
    expect(found).toBeGreaterThanOrEqual(95);
  });
}

function axis(at: number): Float32Array {
  return Float32Array.from({ length: 16 }, (_, place) => (place === at ? 1 : 0));
}

/** A unit vector that looks random, always the same for a number. */
function pseudoRandom(number: number): Float32Array {
  const values = Array.from({ length: 24 }, (_, place) => Math.sin((number + 1) * 12.9898 + (place + 1) * 78.233 * (number % 89)));
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

describeWithService("neo4j", "reads from the current Neo4j", suite);
describeWithService("neo4jOld", "reads from Neo4j 5.26", suite);
