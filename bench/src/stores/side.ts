import type { IndexedChange, Journal, MemoryRecord, RecordKind, Space, Store } from "@pagefile/core/contracts";
import { parseSpace } from "@pagefile/core/contracts";
import { randomIds, systemClock } from "@pagefile/core";
import { randomSource } from "@pagefile/testing";
import { sentences } from "../engine/corpus.ts";

export const dimensions = 384;
export const embedder = "bench";
export const space: Space = parseSpace("bench/stores");

/** What is written, by an adapter and by the bare client alike: an id, words, a vector. */
export interface Sample {
  readonly id: string;
  readonly text: string;
  readonly terms: readonly string[];
  readonly vector: Float32Array;
}

/** One of the two that are compared. Each call returns when the engine has it. */
export interface Side {
  write(samples: readonly Sample[]): Promise<void>;
  /** The ten nearest to the sample; their number. */
  search(sample: Sample): Promise<number>;
  close(): Promise<void>;
}

const random = randomSource(5);
const ids = randomIds(systemClock);

export function samples(count: number, seed: number): readonly Sample[] {
  return sentences(count, seed).map((text) => {
    const values = Float32Array.from({ length: dimensions }, () => random.next() - 0.5);
    const length = Math.hypot(...values);
    return { id: ids.next(), text, terms: text.split(" "), vector: values.map((value) => value / length) };
  });
}

/** The adapter of a store of its own, handed changes as core hands them. */
export function storeSide(store: Store, kind: RecordKind): Side {
  return {
    async write(some) {
      const { maxBatch = 256 } = store.capabilities;
      for (let at = 0; at < some.length; at += maxBatch)
        await store.apply(
          space,
          some.slice(at, at + maxBatch).map((sample) => putOf(sample, kind)),
        );
    },
    async search({ vector }) {
      return (await store.search(space, { arm: "vector", kinds: [kind], embedder, vector, limit: 10 }, {})).length;
    },
    async close() {
      // Some servers keep what is there for the next run.
      await store.drop(space);
      await store.close();
    },
  };
}

/** The adapter of a journal with its store: an append, which indexes the words, and then the vectors. */
export function journalSide(journal: Journal): Side {
  const { store } = journal;
  if (store === undefined) throw new TypeError("The journal has no store.");
  return {
    ...storeSide(store, "passage"),
    async write(some) {
      const puts = some.map((sample) => {
        const { record, document } = putOf(sample, "passage");
        return { type: "put", id: record.id, content: record, origin: record.origin, ...(document && { document }) } as const;
      });
      const { applied } = await journal.append(space, puts, { recordedAt: now });
      const changes = applied.flatMap(({ record }, at) => {
        const sample = some[at];
        return record === undefined || sample === undefined ? [] : [{ ...putOf(sample, "passage"), record, seq: record.seq }];
      });
      await store.apply(space, changes);
    },
    close: () => journal.close(),
  };
}

const now = "2026-01-01T00:00:00.000Z";
let seq = 0;

function putOf({ id, text, terms, vector }: Sample, kind: RecordKind): Extract<IndexedChange, { type: "put" }> {
  seq += 1;
  const body = kind === "entity" ? { name: text, aliases: [] } : { text };
  const at = { seq, recordedAt: now, createdAt: now, version: 1 };
  const record: MemoryRecord = { id, kind, body, ...at, origin: { channel: "user", trust: "user" }, tags: [], attributes: {}, index: true };
  return { type: "put", seq, record, document: { text, terms }, vector: { embedder, values: vector } };
}
