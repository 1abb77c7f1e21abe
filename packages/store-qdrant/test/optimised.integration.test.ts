import type { IndexedChange, Space, Store } from "@pagefile/core/contracts";
import { describeWithService } from "@pagefile/services";
import { randomSource } from "@pagefile/testing";
import { expect, test } from "vitest";
import { freshSpace, idOf, put, removal } from "./support/records.ts";
import { testCollection } from "./support/test-collection.ts";

const dimensions = 64;
const records = 3_000;
const questions = 40;
const embedder = "clustered";

const random = randomSource(7);
const noise = (): number[] => Array.from({ length: dimensions }, () => random.next() + random.next() + random.next() - 1.5);
const centres = Array.from({ length: 40 }, noise);

/** Unit vectors around the same centres, as embeddings of texts lie around topics. */
function vectors(count: number): readonly Float32Array[] {
  return Array.from({ length: count }, (_, at) => {
    const values = noise().map((value, axis) => 0.7 * value + (centres[at % centres.length]?.[axis] ?? 0));
    const length = Math.hypot(...values);
    return Float32Array.from(values, (value) => value / length);
  });
}

function cosine(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}

/** What a space holds, by the numbers of its records; every third is tagged. */
type Held = Map<number, Float32Array>;

const isTagged = (number: number): boolean => number % 3 === 0;

function putOf(number: number, version: number, values: Float32Array): IndexedChange {
  return put(number, { version, vector: { embedder, values }, ...(isTagged(number) && { tags: ["third"] }) });
}

async function apply(store: Store, space: Space, changes: readonly IndexedChange[]): Promise<void> {
  for (let at = 0; at < changes.length; at += 250) await store.apply(space, changes.slice(at, at + 250));
}

function write(store: Store, space: Space, held: Held): Promise<void> {
  return apply(
    store,
    space,
    [...held].map(([number, values]) => putOf(number, 1, values)),
  );
}

/** Removes every fourth record, and gives the one after it another vector. */
async function change(store: Store, space: Space, held: Held): Promise<void> {
  const changes: IndexedChange[] = [];
  for (const [at, values] of vectors(records / 4).entries()) {
    const [gone, moved] = [4 * at, 4 * at + 1];
    changes.push(removal(gone, 2), putOf(moved, 2, values));
    held.delete(gone);
    held.set(moved, values);
  }
  await apply(store, space, changes);
}

function nearestOf(held: Held, vector: Float32Array, count: number): readonly string[] {
  const scored = [...held].map(([number, values]) => ({ id: idOf(number), score: cosine(vector, values) }));
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ id }) => id);
}

/** The share of the ten nearest that a store finds, with and without a filter. What it finds is there, and passes. */
async function recall(store: Store, space: Space, { held, tagged }: { held: Held; tagged: boolean }): Promise<number> {
  const among: Held = new Map([...held].filter(([number]) => !tagged || isTagged(number)));
  const byId = new Map([...among].map(([number, values]) => [idOf(number), values]));
  let found = 0;
  for (const vector of vectors(questions)) {
    const nearest = new Set(nearestOf(among, vector, 10));
    const filter = tagged ? { filter: { tag: "third" } } : {};
    const matches = await store.search(space, { arm: "vector", kinds: ["message"], embedder, vector, limit: 10, ...filter }, {});
    expect(matches).toHaveLength(10);
    for (const { id, score } of matches) {
      const values = byId.get(id);
      // Of another space, of a removed record or of an older version it would be another.
      expect(values === undefined ? Number.NaN : cosine(vector, values)).toBeCloseTo(score, 3);
      if (nearest.has(id)) found += 1;
    }
  }
  return found / (10 * questions);
}

describeWithService("qdrant", "vectors that Qdrant's optimiser has put into a graph", ({ url }) => {
  const { client, name, open } = testCollection(url);

  /** Lets the optimiser index what is there, however little; resolves when it has. */
  async function optimise(): Promise<void> {
    const hnsw_config = { m: 16, ef_construct: 100, full_scan_threshold: 10 };
    await client.updateCollection(name, { optimizers_config: { indexing_threshold: 50 }, hnsw_config });
    const indexed = async (): Promise<boolean> => {
      const { status, indexed_vectors_count, points_count } = await client.getCollection(name);
      // The words are counted too, and those have an index at all times.
      return status === "green" && (indexed_vectors_count ?? 0) > 1.5 * (points_count ?? 0);
    };
    await expect.poll(indexed, { timeout: 120_000, interval: 200 }).toBe(true);
  }

  /** Of some questions, how many get the nearest record where the server may look at next to nothing of its graph. */
  async function foundInHaste(space: Space, held: Held): Promise<number> {
    const [using = ""] = Object.keys((await client.getCollection(name)).config.params.vectors ?? {});
    const filter = { must: [{ key: "space", match: { value: space } }] };
    let found = 0;
    for (const vector of vectors(questions)) {
      const [nearest] = nearestOf(held, vector, 1);
      const query = { query: [...vector], using, filter, limit: 1, params: { hnsw_ef: 1 }, with_payload: ["id"] };
      const [point] = (await client.query(name, query)).points;
      if (point?.payload?.["id"] === nearest) found += 1;
    }
    return found;
  }

  test("are found, nine of ten, in their own space, through a filter, and no more once they are removed or replaced", async () => {
    const store = open();
    const [space, other] = [freshSpace(), freshSpace()];
    const [held, elsewhere] = [new Map(vectors(records).entries()), new Map(vectors(records).entries())];
    await write(store, space, held);
    await write(store, other, elsewhere);
    expect(await recall(store, space, { held, tagged: false })).toBe(1);
    expect(await foundInHaste(space, held)).toBe(questions);

    const expectFound = async (): Promise<void> => {
      expect(await recall(store, space, { held, tagged: false })).toBeGreaterThanOrEqual(0.9);
      expect(await recall(store, space, { held, tagged: true })).toBeGreaterThanOrEqual(0.9);
      expect(await recall(store, other, { held: elsewhere, tagged: false })).toBeGreaterThanOrEqual(0.9);
    };
    await optimise();
    expect(await foundInHaste(space, held)).toBeLessThan(questions);
    await expectFound();

    await change(store, space, held);
    await expectFound();
    await optimise();
    await expectFound();
  });
});
