import type { Match, Store } from "@pagefile/core/contracts";
import { describeWithFaiss } from "@pagefile/services";
import { faiss } from "@pagefile/store-faiss";
import { expect, test } from "vitest";
import { clusters } from "./support/clusters.ts";
import { freshFolder } from "./support/fresh-folder.ts";
import { embedder, home, put, range, remove } from "./support/steps.ts";

const dimensions = 64;
const records = 6_000;
const clusteredVectors = clusters(dimensions);
const questions = clusteredVectors(100);

async function fill(store: Store, vectors: readonly Float32Array[]): Promise<void> {
  for (let at = 0; at < vectors.length; at += 250)
    await store.apply(
      home,
      vectors.slice(at, at + 250).map((vector, more) => put(2 * (at + more), 1, vector)),
    );
}

function nearest(store: Store, vector: Float32Array): Promise<readonly Match[]> {
  return store.search(home, { arm: "vector", kinds: ["message"], embedder, vector, limit: 10 }, {});
}

async function recall(store: Store, reference: Store): Promise<number> {
  let found = 0;
  for (const question of questions) {
    const expected = new Set((await nearest(reference, question)).map(({ id }) => id));
    found += (await nearest(store, question)).filter(({ id }) => expected.has(id)).length;
  }
  return found / (10 * questions.length);
}

await describeWithFaiss("the graph of FAISS", ({ load }) => {
  test("finds 95 % of the ten nearest, also after removals and when it is opened again", async () => {
    const folder = freshFolder();
    const graph = faiss({ folder, load });
    const flat = faiss({ folder: freshFolder(), factory: "Flat", load });
    const vectors = clusteredVectors(records);
    for (const store of [graph, flat]) await fill(store, vectors);
    expect(await recall(graph, flat)).toBeGreaterThanOrEqual(0.95);
    const gone = range(0, 1_200).map((number) => remove(2 * ((7 * number) % records), 2));
    for (const store of [graph, flat]) for (let at = 0; at < gone.length; at += 200) await store.apply(home, gone.slice(at, at + 200));
    expect(await recall(graph, flat)).toBeGreaterThanOrEqual(0.95);
    await graph.close();
    // From the graph file, in which the removed vectors are zeros, and then from the log alone.
    const again = faiss({ folder, load });
    expect(await recall(again, flat)).toBeGreaterThanOrEqual(0.95);
    await Promise.all([again, flat].map((store) => store.close()));
  });

  test("scores by the true cosine, and finds every record where many have the same vector", async () => {
    const store = faiss({ folder: freshFolder(), load });
    const [same = new Float32Array(dimensions), ...others] = clusteredVectors(2_000);
    await fill(store, [...others, ...range(0, 300).map(() => same)]);
    const matches = await store.search(home, { arm: "vector", kinds: ["message"], embedder, vector: same, limit: 200 }, {});
    expect(matches).toHaveLength(200);
    for (const { score } of matches) expect(score).toBeCloseTo(1, 5);
    await store.close();
  });

  // The counters of written bytes are Linux's.
  test.runIf(process.platform === "linux")("writes a bounded number of bytes for a record, whatever is there already", async () => {
    const { readFileSync } = await import("node:fs");
    const written = (): number => Number(/wchar: (\d+)/.exec(readFileSync("/proc/self/io", "utf8"))?.[1]);
    const store = faiss({ folder: freshFolder(), load });
    const before = written();
    await fill(store, clusteredVectors(records));
    const filled = written();
    expect((filled - before) / records).toBeLessThan(4 * (4 * dimensions + 500));
    await store.apply(home, [put(1, 1, questions[0])]);
    expect(written() - filled).toBeLessThan(2 * 4 * dimensions + 500);
    await store.close();
  });
});
