import { type Embedder, type Journal, type MemoryRecord, PagefileError, type Space, type Store } from "../contracts/index.ts";
import type { AttendOptions, Attention } from "./attention.ts";
import { planRoutes } from "./plan.ts";
import { recalledKinds } from "./read-request.ts";
import { getJudged, hasJudgements } from "./verdicts.ts";

export interface AttendScope {
  readonly journal: Journal;
  readonly stores: readonly Store[];
  readonly embedder: Embedder | undefined;
}

/** The attention read over the memories nearest to a query, which is text or a vector. @throws PagefileError QUERY_INVALID */
export async function attend(
  scope: AttendScope,
  space: Space,
  request: AttendOptions & { readonly query: string | Float32Array },
): Promise<Attention> {
  const { query, beta = 20, steps = 1, limit = 256, kinds = recalledKinds, signal } = request;
  const { journal, stores, embedder } = scope;
  if (!(beta > 0) || !Number.isInteger(steps) || steps < 1)
    throw new PagefileError("QUERY_INVALID", "beta is above 0 and steps is a whole number from 1.");
  if (embedder === undefined) throw new PagefileError("QUERY_INVALID", "Attention reads vectors, and this memory has no embedder.");
  const bounds = signal === undefined ? {} : { signal };
  const vector = typeof query === "string" ? (await embedder.embed([query], { purpose: "query", ...bounds }))[0] : query;
  if (vector?.length !== embedder.dimensions) {
    throw new PagefileError(
      "EMBEDDER_MISMATCH",
      `${embedder.id} makes vectors of ${embedder.dimensions} numbers; got ${vector?.length ?? 0}.`,
    );
  }
  const search = { arm: "vector", embedder: embedder.id, vector, includeVectors: true, limit } as const;
  const routes = planRoutes(stores, kinds, ["vector"]);
  const [found, judged] = await Promise.all([
    Promise.all(routes.map(({ store, kinds: served }) => store.search(space, { ...search, kinds: served }, bounds))),
    hasJudgements(journal, space),
  ]);
  const nearest = found
    .flat()
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
  const { records, verdicts } = await getJudged(
    nearest.map(({ id }) => id),
    { journal, space, judged },
  );
  const memories = nearest.flatMap(({ id, version, vector: values }) => {
    const record = records.get(id);
    return record?.version === version && values !== undefined && verdicts.get(id) !== "never" ? [{ record, values }] : [];
  });
  return attendTo(memories, vector, { beta, steps });
}

interface Stored {
  readonly record: MemoryRecord;
  readonly values: Float32Array;
}

/** α = softmax(β · q·Mᵀ), r = α·M of length 1; each further step asks with the readout of the one before. */
export function attendTo(memories: readonly Stored[], query: Float32Array, { beta, steps }: { beta: number; steps: number }): Attention {
  const keys = memories.map(({ values }) => unit(values));
  let asked = unit(query);
  let readout = asked;
  let similarities: readonly number[] = [];
  let weights: readonly number[] = [];
  for (let step = 0; step < steps && keys.length > 0; step += 1) {
    asked = readout;
    similarities = keys.map((key) => dot(key, asked));
    weights = softmax(similarities.map((similarity) => beta * similarity));
    readout = unit(mixture(keys, weights));
  }
  const weighed = memories.map(({ record }, at) => ({ record, weight: weights[at] ?? 0, similarity: similarities[at] ?? 0 }));
  return { weights: weighed.sort((a, b) => b.weight - a.weight || b.similarity - a.similarity), readout, query: asked };
}

/** Exponents are taken from the greatest down, so that none overflows. */
function softmax(values: readonly number[]): readonly number[] {
  const greatest = values.reduce((best, value) => Math.max(best, value), -Infinity);
  const powers = values.map((value) => Math.exp(value - greatest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function mixture(vectors: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const mixed = new Float64Array(vectors[0]?.length ?? 0);
  vectors.forEach((vector, at) => vector.forEach((value, i) => (mixed[i] = (mixed[i] ?? 0) + value * (weights[at] ?? 0))));
  return Float32Array.from(mixed);
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}
