import { parseSpace, type Space } from "@pagefile/core/contracts";
import { sqlite, type SqliteJournal } from "@pagefile/store-sql";
import { describe, expect, it } from "vitest";
import { VectorScan } from "../src/vectors/vector-scan.ts";
import { freshFile } from "./support/fresh-file.ts";
import { home, now, recordId, samplePut } from "./support/sample.ts";

const random = (seed: number): (() => number) => {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5;
};

function bytesOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

async function give(
  journal: SqliteJournal,
  number: number,
  given: readonly number[] | { space: Space; vector: readonly number[] },
): Promise<void> {
  const { space, vector } = "space" in given ? given : { space: home, vector: given };
  const put = samplePut({ number, text: `text ${number}` });
  const { applied } = await journal.append(space, [put], { recordedAt: now });
  const changes = applied.flatMap(({ record, seq }) => {
    const embedded = { embedder: "test", values: Float32Array.from(vector) };
    return record === undefined ? [] : [{ type: "put", seq, record, document: put.document, vector: embedded } as const];
  });
  await journal.store.apply(space, changes);
}

async function nearest(journal: SqliteJournal, vector: readonly number[], space = home): Promise<readonly string[]> {
  const query = { arm: "vector", kinds: ["message", "passage"], limit: 10, embedder: "test", vector: Float32Array.from(vector) } as const;
  return (await journal.store.search(space, query, {})).map(({ id }) => id);
}

describe("the scan over vectors", () => {
  it("ranks like a plain computation, through replacements and deletions, at every length", () => {
    for (const dimensions of [1, 3, 4, 7, 32, 33]) {
      const next = random(dimensions);
      const vectorOf = (): Float32Array => Float32Array.from({ length: dimensions }, next);
      const scan = new VectorScan(dimensions);
      const held = new Map<number, Float32Array>();
      for (let step = 0; step < 400; step += 1) {
        const number = Math.floor((next() + 0.5) * 150);
        if (step % 4 === 3) {
          scan.delete(number);
          held.delete(number);
        } else {
          const vector = vectorOf();
          scan.set(number, bytesOf(vector));
          held.set(number, vector);
        }
      }
      const query = vectorOf();
      const cosine = (vector: Float32Array): number => {
        const dot = vector.reduce((sum, value, at) => sum + value * (query[at] ?? 0), 0);
        return dot / Math.hypot(...vector) / Math.hypot(...query);
      };
      const expected = [...held].map(([number, vector]) => ({ number, score: cosine(vector) })).sort((a, b) => b.score - a.score);
      const near = scan.search(query, 20);
      expect(near.map(({ score }) => score)).toEqual(expected.slice(0, 20).map(({ score }) => expect.closeTo(score, 5)));
      if (dimensions > 1) expect(near.map(({ number }) => number)).toEqual(expected.slice(0, 20).map(({ number }) => number));
      const among = [...held.keys()].filter((number) => number % 2 === 0);
      const even = expected.filter(({ number }) => number % 2 === 0).slice(0, 5);
      expect(scan.search(query, 5, [...among, 1000]).map(({ score }) => score)).toEqual(even.map(({ score }) => expect.closeTo(score, 5)));
    }
  });

  it("takes a vector of length 0 and finds nothing among nothing", () => {
    const scan = new VectorScan(2);
    expect(scan.search(Float32Array.of(1, 0), 5)).toEqual([]);
    scan.set(1, bytesOf(Float32Array.of(0, 0)));
    expect(scan.search(Float32Array.of(1, 0), 5)).toEqual([{ number: 1, score: 0 }]);
  });
});

describe("vectors in a file", () => {
  it("of another handle are seen at the next search: new ones, changed ones and removed ones", async () => {
    const file = freshFile();
    await using reader = sqlite({ file });
    await using writer = sqlite({ file });
    await give(writer, 1, [1, 0]);
    expect(await nearest(reader, [1, 0])).toEqual([recordId(1)]);
    await give(writer, 2, [0, 1]);
    expect(await nearest(reader, [0, 1])).toEqual([recordId(2), recordId(1)]);
    await give(writer, 1, [-1, 9]);
    expect(await nearest(reader, [-1, 9])).toEqual([recordId(1), recordId(2)]);
    const origin = { channel: "user", trust: "user" } as const;
    await writer.append(home, [{ type: "delete", id: recordId(1), origin }], { recordedAt: now });
    expect(await nearest(reader, [0, 1])).toEqual([recordId(2)]);
    await writer.store.drop(home);
    expect(await nearest(reader, [0, 1])).toEqual([]);
    await give(writer, 3, [0, 1]);
    expect(await nearest(reader, [0, 1])).toEqual([recordId(3)]);
  });

  it("of a text that was replaced are never returned for the new one", async () => {
    await using journal = sqlite({ file: ":memory:" });
    await give(journal, 1, [1, 0]);
    await journal.append(home, [samplePut({ number: 1, text: "another text" })], { recordedAt: now });
    expect(await nearest(journal, [1, 0])).toEqual([]);
  });

  it("of many spaces are found the same when the cache holds one space at a time", async () => {
    await using journal = sqlite({ file: freshFile(), vectorCacheBytes: 1 });
    const spaces = [parseSpace("acme/one"), parseSpace("acme/two")];
    for (const [at, space] of spaces.entries()) await give(journal, at, { space, vector: [1, at] });
    for (const [at, space] of [...spaces, ...spaces].entries()) {
      expect(await nearest(journal, [1, 0], space)).toEqual([recordId(at % 2)]);
    }
  });
});
