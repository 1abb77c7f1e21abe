import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Journal } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { describe, expect, it } from "vitest";
import { isAtLeast } from "../src/sqlite/database/connection.ts";
import { freshFile } from "./support/fresh-file.ts";
import { home, now, recordId, samplePut } from "./support/sample.ts";

const canaries = Array.from({ length: 100 }, (_, number) => {
  // A fixed mix of letters, so that no part of a canary turns up by chance.
  const word = Array.from({ length: 16 }, (_letter, at) => "BCDFGHJKLMNPQRSTVWXZ"[(number * 7 + at * at * 3 + at * number) % 20]).join("");
  return {
    number: number * 11,
    word: `${word}${number}`,
    vector: Float32Array.from({ length: 8 }, (_value, at) => Math.sin(number * 8 + at + 1)),
  };
});

/** What an erased record must not leave: its words in every encoding, its vector, and the vector at length 1. */
function tracesOf({ word, vector }: (typeof canaries)[number]): readonly Buffer[] {
  const stem = word.toLowerCase().slice(0, 14);
  const unit = vector.map((value) => value / Math.hypot(...vector));
  const swapped = Buffer.from(word, "utf16le").swap16();
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.from("?".repeat(shift) + word)
      .toString("base64")
      .slice(4, 18),
  );
  const texts = [word, word.toLowerCase(), stem, ...base64].map((text) => Buffer.from(text));
  const floats = [vector, unit].map((values) => Buffer.from(values.buffer, values.byteOffset, 16));
  return [...texts, Buffer.from(word, "utf16le"), Buffer.from(word.toLowerCase(), "utf16le"), swapped, ...floats];
}

function countTraces(file: string, planted = canaries): number {
  const contents = readdirSync(dirname(file)).map((name) => readFileSync(join(dirname(file), name)));
  return planted.flatMap(tracesOf).filter((trace) => contents.some((content) => content.includes(trace))).length;
}

/** Writes the canaries into every place a record has, among ten times as many others, and changes and deletes some. */
async function plant(journal: Journal, planted = canaries): Promise<void> {
  const store = journal.store;
  if (store === undefined) throw new TypeError("The journal has no store.");
  for (const { number, word, vector } of planted) {
    const put = samplePut({
      number,
      text: `remember ${word} well`,
      group: `session-${word}`,
      content: { tags: [`tag-${word}`], attributes: { speaker: word }, collection: `names-${word}`, key: `key-${word}` },
      origin: { principal: word, source: `${word}.txt`, parents: [recordId(number + 1)] },
    });
    const idempotency = { key: `request-${word}`, fingerprint: `hash-${word}` };
    const { applied } = await journal.append(home, [put], { recordedAt: now, idempotency });
    const others = Array.from({ length: 10 }, (_, at) => samplePut({ number: number + at + 1, text: `something else ${number} ${at}` }));
    await journal.append(home, others, { recordedAt: now });
    const record = applied[0]?.record;
    if (record === undefined) throw new TypeError("The append returned no record.");
    const change = { type: "put", seq: record.seq, record, document: put.document, vector: { embedder: "test", values: vector } } as const;
    await store.apply(home, [change]);
    await journal.cursor(home, "other").advance(record.seq, [{ id: record.id, seq: record.seq, reason: `refused ${word}` }]);
    if (number % 3 === 0)
      await journal.append(home, [{ ...put, content: { ...put.content, body: { bytes: `again ${word}` } } }], { recordedAt: now });
    if (number % 5 === 0) await journal.append(home, [{ type: "delete", id: record.id, origin: put.origin }], { recordedAt: now });
  }
  await store.search(home, { arm: "vector", kinds: ["message"], limit: 5, embedder: "test", vector: new Float32Array(8).fill(1) }, {});
}

/** A fact about the canary, its edge with it, from one version to another. */
async function plantFact(journal: Journal, { number, word }: (typeof canaries)[number]): Promise<void> {
  const content = { kind: "fact", collection: `facts-${word}`, key: `says ${word}` } as const;
  const put = samplePut({ number: factNumber(number), text: `it says ${word}`, content });
  const edge = { subject: recordId(1), predicate: `says_${word}`, object: `object-${word}`, evidence: [`evidence-${word}`] };
  const withEdge = { ...put, document: { ...put.document, edge } };
  await journal.append(home, [withEdge], { recordedAt: now });
  if (number % 2 === 0)
    await journal.append(home, [{ ...withEdge, document: { ...put.document, edge: { ...edge, predicate: word } } }], { recordedAt: now });
}

const factNumber = (number: number): number => number + 100_000;
const ids = canaries.map(({ number }) => recordId(number));
const factIds = canaries.map(({ number }) => recordId(factNumber(number)));
const few = canaries.slice(0, 10);
const fewIds = ids.slice(0, 10);

describe("P1: erase leaves nothing", () => {
  it("leaves no byte of 100 records in any file, in any form", { timeout: 120_000 }, async () => {
    const file = freshFile();
    await using journal = sqlite({ file });
    await plant(journal);
    expect(countTraces(file, few)).toBeGreaterThan(30);
    const receipt = await journal.erase(home, ids, { recordedAt: now });
    expect(receipt).toMatchObject({ erased: ids, scrubbed: true });
    expect(countTraces(file)).toBe(0);
    await journal.close();
    expect(countTraces(file)).toBe(0);
  });

  it("leaves no byte of a fact in the graph", { timeout: 120_000 }, async () => {
    const file = freshFile();
    await using journal = sqlite({ file });
    for (const canary of canaries) await plantFact(journal, canary);
    expect(countTraces(file, few)).toBeGreaterThan(20);
    expect(await journal.erase(home, factIds, { recordedAt: now })).toMatchObject({ erased: factIds, scrubbed: true });
    expect(countTraces(file)).toBe(0);
  });

  it("leaves the other records as they were", async () => {
    await using journal = sqlite({ file: freshFile() });
    await plant(journal, few);
    await journal.erase(home, fewIds, { recordedAt: now });
    expect(await journal.count(home)).toEqual({ message: 100 });
    const found = await journal.store.search(home, { arm: "lexical", kinds: ["message"], terms: ["something"], limit: 200, radius: 0 }, {});
    expect(found.candidates).toHaveLength(100);
    expect(found.statistics).toEqual({ documents: 100, averageLength: 4, frequencies: [100] });
  });

  // With the rollback journal of an older SQLite the erasure itself waits for readers.
  it.runIf(isAtLeast(process.versions["sqlite"] ?? "", [3, 51, 3]))(
    "says when another process holds the file, and finishes at the next opening",
    async () => {
      const file = freshFile();
      await using journal = sqlite({ file, busyTimeoutMs: 50 });
      await plant(journal, few);
      const reader = new DatabaseSync(file);
      reader.exec("BEGIN; SELECT count(*) FROM entry");
      const receipt = await journal.erase(home, fewIds, { recordedAt: now });
      expect(receipt.scrubbed).toBe(false);
      // The protection is off while the reader is there, and the scan sees it.
      expect(countTraces(file, few)).toBeGreaterThan(0);
      reader.close();
      await journal.close();
      await using again = sqlite({ file });
      await again.head(home);
      expect(countTraces(file, few)).toBe(0);
    },
  );
});
