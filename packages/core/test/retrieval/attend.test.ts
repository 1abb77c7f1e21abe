import { deterministicEmbedder } from "@pagefile/testing";
import type { MemoryRecord } from "@pagefile/core/contracts";
import { describe, expect, test } from "vitest";
import { attendTo } from "../../src/retrieval/attend.ts";
import { rememberSessions } from "./corpus.ts";

const memory = (id: string, ...values: number[]): { record: MemoryRecord; values: Float32Array } => ({
  record: { id } as MemoryRecord,
  values: Float32Array.of(...values),
});

describe("attention", () => {
  const memories = [memory("x", 1, 0), memory("y", 0, 1)];

  test("is the softmax of scaled similarities and their weighted mean", () => {
    const { weights, readout } = attendTo(memories, Float32Array.of(0.6, 0.8), { beta: 5, steps: 1 });
    const y = 1 / (1 + Math.exp(5 * (0.6 - 0.8)));
    expect(weights.map(({ record }) => record.id)).toEqual(["y", "x"]);
    expect(weights[0]?.weight).toBeCloseTo(y, 6);
    expect(weights[0]?.similarity).toBeCloseTo(0.8, 6);
    expect(readout[1]).toBeCloseTo(y / Math.hypot(y, 1 - y), 6);
  });

  test("asks with the readout of the step before, and settles on one memory", () => {
    const once = attendTo(memories, Float32Array.of(0.6, 0.8), { beta: 20, steps: 1 });
    const twice = attendTo(memories, Float32Array.of(0.6, 0.8), { beta: 20, steps: 2 });
    expect(twice.query).toEqual(once.readout);
    expect(twice.weights[0]?.weight).toBeGreaterThan(once.weights[0]?.weight ?? 1);
  });

  test("stays finite at any temperature", () => {
    const { weights, readout } = attendTo(memories, Float32Array.of(0.6, 0.8), { beta: 1e6, steps: 5 });
    expect(weights.map(({ weight }) => weight)).toEqual([1, 0]);
    expect([...readout].every(Number.isFinite)).toBe(true);
    expect(attendTo([], Float32Array.of(0.6, 0.8), { beta: 20, steps: 3 }).weights).toEqual([]);
  });

  test("reads a space's own vectors, weights summing to one", async () => {
    const space = await rememberSessions({ embedder: deterministicEmbedder() });
    const { weights } = await space.attend("The sea otters were the best part of it.");
    expect(weights[0]?.record.body).toMatchObject({ text: "The sea otters were the best part of it." });
    expect(weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
    const { hits } = await space.read("The sea otters were the best part of it.", { attention: true });
    expect(hits[0]?.text).toMatch(/otters/);
    expect(hits[0]?.why.arms).toEqual([expect.objectContaining({ arm: "vector", weight: 1, score: hits[0]?.score })]);
  });

  test("refuses to read without an embedder, or with a vector of another length", async () => {
    await expect((await rememberSessions()).attend("otters")).rejects.toMatchObject({ code: "QUERY_INVALID" });
    const space = await rememberSessions({ embedder: deterministicEmbedder() });
    await expect(space.attend(Float32Array.of(1, 0))).rejects.toMatchObject({ code: "EMBEDDER_MISMATCH" });
  });
});
