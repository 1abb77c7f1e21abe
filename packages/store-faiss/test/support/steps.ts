import type { IndexedChange, MemoryRecord, Space } from "@pagefile/core/contracts";
import { parseSpace } from "@pagefile/core/contracts";
import { unitVector } from "../../src/unit-vector.ts";

export const home: Space = parseSpace("acme/crash");
export const embedder = "test";
const dimensions = 8;

/** What a program does to a store, step by step: enough to rewrite the log and to save a graph on the way. */
export function stepsOf(from: "beginning" | "prepared"): readonly (readonly IndexedChange[])[] {
  return from === "beginning" ? [...preparation, ...rest] : rest;
}

export interface Expected {
  readonly version: number;
  readonly vector: Float32Array | undefined;
}

/** What is held after so many of all steps, by id. */
export function expectedAfter(count: number): ReadonlyMap<string, Expected> {
  const held = new Map<string, Expected>();
  for (const change of stepsOf("beginning").slice(0, count).flat()) {
    const { id, version } = change.type === "put" ? change.record : change;
    const vector = change.type === "put" ? change.vector?.values : undefined;
    if (version >= (held.get(id)?.version ?? 0)) held.set(id, { version, vector });
  }
  return held;
}

/** Every vector that was written in the first steps and is no longer held after them. */
export function endedAfter(count: number): readonly Float32Array[] {
  const live = new Set([...expectedAfter(count).values()].map(({ vector }) => vector));
  const written = stepsOf("beginning")
    .slice(0, count)
    .flat()
    .flatMap((change) => (change.type === "put" ? (change.vector?.values ?? []) : []));
  return written.filter((vector) => !live.has(vector));
}

export function idOf(number: number): string {
  return `019a0000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}

let seed = 1;
/** The same numbers in every process. */
export function random(): number {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed / 2_147_483_647;
}

export function randomVector(length: number = dimensions): Float32Array {
  return unitVector(Float32Array.from({ length }, () => random() - 0.5));
}

export function put(number: number, version: number, vector: Float32Array | undefined = randomVector()): IndexedChange {
  const record: MemoryRecord = {
    id: idOf(number),
    kind: number % 2 === 0 ? "message" : "passage",
    version,
    seq: version,
    recordedAt: "2026-01-01T00:00:00.000Z",
    createdAt: "2026-01-01T00:00:00.000Z",
    origin: { channel: "user", trust: "user" },
    body: { text: "some words" },
    tags: [],
    attributes: {},
    index: true,
  };
  return {
    type: "put",
    seq: version,
    record,
    document: { text: "some words", terms: ["words"] },
    ...(vector && { vector: { embedder, values: vector } }),
  };
}

export function remove(number: number, version: number): IndexedChange {
  return { type: "remove", seq: version, id: idOf(number), version };
}

export function range(from: number, below: number): readonly number[] {
  return Array.from({ length: below - from }, (_, at) => from + at);
}

const batches = (numbers: readonly number[], change: (number: number) => IndexedChange): IndexedChange[][] =>
  range(0, Math.ceil(numbers.length / 256)).map((at) => numbers.slice(256 * at, 256 * (at + 1)).map(change));

/** 8,180 live vectors of two kinds, just short of a graph file, and 1,000 that ended, just short of a rewriting. */
const preparation = [...batches(range(0, 8_180), (number) => put(number, 1)), ...batches(range(0, 1_000), (number) => put(number, 2))];

const rest = [
  // New records, with which a graph is saved for the first time.
  [...range(8_180, 8_200).map((number) => put(number, 1))],
  // A newer version, one that has no vector yet, removals.
  [put(2_000, 2), put(2_001, 2, undefined), remove(2_002, 2), remove(2_003, 2)],
  // The vector that was missing, and an old version that comes late.
  [put(2_001, 2), put(2_000, 1), put(9_000, 1)],
  // Enough ends for a rewriting.
  range(3_000, 3_040).map((number) => remove(number, 2)),
  [put(9_001, 1), remove(9_000, 2), put(2_002, 3)],
];
