import type { Match, RecordKind, RecordQuery, TimeQuery, VectorQuery } from "@pagefile/core/contracts";
import { matchesFilter, PagefileError } from "@pagefile/core/contracts";
import type { Collection } from "./collection.ts";
import { allOf, compileFilter, type Condition } from "./filter-condition.ts";
import { filteredPart, type Payload } from "./payload.ts";
import type { Found, Search, SpacePoints } from "./space-points.ts";
import { embedderOf, vectorName } from "./vector-name.ts";

/** Records of these kinds; what was removed is of none. */
export function ofKinds(kinds: readonly RecordKind[]): Condition {
  return { key: "kind", match: { any: [...kinds] } };
}

interface Ranking extends Omit<Search, "condition" | "limit"> {
  readonly also?: Condition;
  /** What only looking at a point can tell. */
  readonly accepts?: (payload: Payload) => boolean;
}

/** The `limit` best points that pass. Asks for more as long as the server's conditions let through what does not pass. */
export async function findBest(points: SpacePoints, query: RecordQuery, { also, accepts, ...ranking }: Ranking): Promise<readonly Found[]> {
  const { kinds, filter, limit } = query;
  const { condition, wider } = compileFilter(filter);
  const whole = allOf([ofKinds(kinds), also ?? true, condition]);
  if (typeof whole === "boolean") return [];
  const passes = ({ payload }: Found): boolean =>
    (accepts?.(payload) ?? true) && (!wider || filter === undefined || matchesFilter(filter, filteredPart(payload)));
  for (let asked = limit; ; asked *= 4) {
    const [found = []] = await points.search([{ ...ranking, condition: whole, limit: asked }]);
    const passing = found.filter(passes);
    if (passing.length >= limit || found.length < asked) return passing.slice(0, limit);
  }
}

export async function searchTime(points: SpacePoints, query: TimeQuery): Promise<readonly Match[]> {
  const { from, below, order } = query;
  const range = { ...(from !== undefined && { gte: Date.parse(from) }), ...(below !== undefined && { lt: Date.parse(below) }) };
  const found = await findBest(points, query, {
    query: { order_by: { key: "at", direction: order === "newest" ? "desc" : "asc" } },
    ...(Object.keys(range).length > 0 && { also: { key: "at", range } }),
  });
  return found.map(({ payload: { id, version, at } }) => ({ id, version, score: at }));
}

/**
 * Every search names a space and kinds, and the server walks its graph of vectors over points that pass only. Those of a filter
 * need not hang together there: without looking past them as well, three of five of the nearest were missed.
 */
const throughFilters = { acorn: { enable: true, max_selectivity: 1 } };

export async function searchVector(points: SpacePoints, collection: Collection, query: VectorQuery): Promise<readonly Match[]> {
  const { embedder, vector, includeVectors = false } = query;
  const using = vectorName(embedder, vector.length);
  const there = collection.vectors.includes(using) || (await collection.refresh()).includes(using);
  const search = { query: Array.from(vector), using, params: throughFilters, ...(includeVectors && { vector: using }) };
  const found = there ? await findBest(points, query, search) : [];
  if (found.length === 0) await refuseOtherLengths(points, await collection.refresh(), using);
  return found.map(({ payload: { id, version }, score, vector: stored }) => {
    const values = stored?.[using];
    return { id, version, score, ...(values !== undefined && { vector: Float32Array.from(values) }) };
  });
}

/**
 * Looks for vectors of the space by the same embedder among those of the collection.
 * @throws EMBEDDER_MISMATCH when there are some of another length
 */
export async function refuseOtherLengths(points: SpacePoints, vectors: readonly string[], name: string): Promise<void> {
  const others = vectors.filter((other) => other !== name && embedderOf(other) === embedderOf(name));
  for (const other of others) {
    if ((await points.count({ has_vector: other })) === 0) continue;
    throw new PagefileError("EMBEDDER_MISMATCH", `The store holds vectors of another length by this embedder: ${other}, not ${name}.`);
  }
}
