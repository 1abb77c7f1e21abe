import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "@pagefile/core/contracts";
import { describeWithFaiss } from "@pagefile/services";
import { faiss } from "@pagefile/store-faiss";
import { expect, test } from "vitest";
import { freshFolder } from "./support/fresh-folder.ts";
import { embedder, home, put, randomVector, range, remove } from "./support/steps.ts";
import { countTraces } from "./support/traces.ts";

async function scanned(store: Store): Promise<string[]> {
  const items: string[] = [];
  for await (const { id, version } of store.scan(home)) items.push(`${id} ${version}`);
  return items.sort();
}

function fileIn(folder: string, name: string): string {
  return join(folder, readdirSync(folder).find((entry) => entry !== "lock") ?? "", name);
}

await describeWithFaiss("the files of a store", ({ load }) => {
  const open = (folder: string, options: object = {}): Store => faiss({ folder, load, ...options });

  async function written(count: number, options: object = {}): Promise<string> {
    const folder = freshFolder();
    const store = open(folder, options);
    for (let at = 0; at < count; at += 200)
      await store.apply(
        home,
        range(at, Math.min(count, at + 200)).map((number) => put(2 * number, 1)),
      );
    await store.close();
    return folder;
  }

  test("hold the last batch whole or not at all, wherever the log breaks off", async () => {
    const folder = await written(3);
    const log = fileIn(folder, "vectors.log");
    const before = statSync(log).size;
    const store = open(folder);
    const held = await scanned(store);
    await store.apply(home, [put(100, 1), put(2, 2), remove(0, 2)]);
    const after = await scanned(store);
    await store.close();
    for (let length = before; length <= statSync(log).size; length += 3) {
      const broken = freshFolder();
      cpSync(folder, broken, { recursive: true });
      truncateSync(fileIn(broken, "vectors.log"), length);
      const again = open(broken);
      const expected = length === statSync(log).size ? after : held;
      // The vectors that the last batch ended are overwritten by now, so of them nothing may be told.
      expect(expected, `cut at ${length}`).toEqual(expect.arrayContaining(await scanned(again)));
      await again.apply(home, [put(100, 1), put(2, 2), remove(0, 2)]);
      expect(await scanned(again), `cut at ${length}`).toEqual(after);
      await again.close();
    }
  });

  test("hold nothing of a vector that does not agree with its checksum", async () => {
    const folder = await written(3);
    const log = fileIn(folder, "vectors.log");
    const content = readFileSync(log);
    content[content.length - 5] = (content.at(-5) ?? 0) ^ 1;
    writeFileSync(log, content);
    const store = open(folder);
    expect(await scanned(store)).toHaveLength(2);
    await store.close();
  });

  test("are made anew where the log is not one of this space", async () => {
    const folder = await written(3);
    writeFileSync(fileIn(folder, "vectors.log"), "something else");
    const store = open(folder);
    expect(await scanned(store)).toEqual([]);
    await store.apply(home, [put(1, 1)]);
    expect(await scanned(store)).toHaveLength(1);
    await store.close();
  });

  test("are searched alike without the graph, and with a graph that is damaged or of another log", async () => {
    const options = { exactUpTo: 0 };
    const folder = await written(1_000, options);
    const foreign = await written(1_000, options);
    const vector = randomVector();
    const answer = async (): Promise<unknown> => {
      const store = open(folder, options);
      const found = await store.search(home, { arm: "vector", kinds: ["message"], embedder, vector, limit: 20 }, {});
      await store.close();
      return found;
    };
    const expected = await answer();
    const graph = fileIn(folder, "0.graph");
    const whole = readFileSync(graph);
    for (const at of range(0, 40)) {
      const damaged = Buffer.from(whole);
      const place = Math.floor((damaged.length * at) / 40);
      damaged[place] = (damaged[place] ?? 0) ^ 255;
      writeFileSync(graph, damaged);
      expect(await answer(), `damaged at ${place}`).toEqual(expected);
    }
    copyFileSync(fileIn(foreign, "0.graph"), graph);
    expect(await answer()).toEqual(expected);
    writeFileSync(graph, "");
    expect(await answer()).toEqual(expected);
  });

  test("keep no byte of a vector that was removed or replaced, from the moment its removal is acknowledged (P1)", async () => {
    const folder = freshFolder();
    const options = { exactUpTo: 0 };
    const store = open(folder, options);
    const vectors = range(0, 100).map(() => randomVector(16));
    await store.apply(
      home,
      vectors.map((vector, at) => put(2 * at, 1, vector)),
    );
    await store.close();
    expect(countTraces(folder, vectors)).toBe(100);
    const again = open(folder, options);
    await again.apply(
      home,
      range(0, 50).map((at) => remove(2 * at, 2)),
    );
    await again.apply(
      home,
      range(50, 100).map((at) => put(2 * at, 2, randomVector(16))),
    );
    expect(countTraces(folder, vectors)).toBe(0);
    await again.close();
    expect(countTraces(folder, vectors)).toBe(0);
  });

  test("are gone when the space is dropped", async () => {
    const folder = await written(3);
    const log = fileIn(folder, "vectors.log");
    const store = open(folder);
    await store.drop(home);
    expect(existsSync(log)).toBe(false);
    await store.close();
  });

  test("shrink when most of the log is room of ended vectors", async () => {
    const folder = await written(1_500);
    const log = fileIn(folder, "vectors.log");
    const { size } = statSync(log);
    const store = open(folder);
    for (let at = 0; at < 1_400; at += 200)
      await store.apply(
        home,
        range(at, at + 200).map((number) => remove(2 * number, 2)),
      );
    expect(await scanned(store)).toHaveLength(100);
    expect(statSync(log).size).toBeLessThan(size);
    await store.close();
  });

  test("serve one store at a time", async () => {
    const folder = freshFolder();
    const store = open(folder);
    await store.apply(home, [put(1, 1)]);
    await expect(open(folder).apply(home, [put(2, 1)])).rejects.toMatchObject({ code: "STORE_UNAVAILABLE", retryable: true });
    await store.close();
    const next = open(folder);
    await next.apply(home, [put(2, 1)]);
    expect(await scanned(next)).toHaveLength(2);
    await next.close();
  });
});
