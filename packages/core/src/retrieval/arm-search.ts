import {
  type RecordArm,
  type RecordQuery,
  type ArmResults,
  type Embedder,
  type Filter,
  type Journal,
  type LexicalResult,
  type Match,
  matchesFilter,
  type Space,
  type Store,
} from "../contracts/index.ts";
import { spreadRadius } from "./lexical-score.ts";
import type { Route } from "./plan.ts";
import { type DateMention, rangeOf } from "./query-date.ts";
import type { ReadRequest } from "./read-request.ts";

/** Candidates asked of each arm. On LoCoMo recall is the same from 100 to 300, and fetching them is most of what a read costs. */
export const candidateDepth = 200;
const deepest = 10_000;

/** What a search of one arm brought, the best first. `lexical` has the candidates core scores itself. */
export interface ArmFound {
  readonly matches: readonly Match[];
  readonly lexical?: LexicalResult;
  /** The query's vector. */
  readonly asked?: Float32Array;
  /** Why the graph says nothing, though it was walked. */
  readonly silent?: string;
}

export interface ArmSearchOptions {
  readonly journal: Journal;
  readonly embedder: Embedder | undefined;
  readonly space: Space;
  readonly request: ReadRequest;
  readonly dates: readonly DateMention[];
  readonly signal: AbortSignal;
}

/** Why an arm has nothing to search for in this query; undefined when it has. */
export function idleReason({ arm }: Route, { request, dates, embedder }: Omit<ArmSearchOptions, "signal">): string | undefined {
  if (arm === "lexical") return request.terms.length > 0 ? undefined : "The query has no word that tells records apart.";
  if (arm === "vector") return embedder !== undefined ? undefined : "No embedder is configured.";
  if (arm === "time") return dates.some((date) => timeRange(date)) ? undefined : "The query names no month and year.";
  return `A read does not search the ${arm} arm by itself.`;
}

/** Searches one arm of one store. @throws what the store or the embedder throws */
export async function searchArm(route: Route, options: ArmSearchOptions): Promise<ArmFound> {
  const { request, embedder, dates, signal } = options;
  const { store, kinds } = route;
  if (route.arm === "lexical") {
    const lexical = await deepen(store, options, (bounds) =>
      store.search(options.space, { arm: "lexical", kinds, terms: request.terms, radius: spreadRadius, ...bounds }, { signal }),
    );
    return { lexical, matches: matchesOf(lexical) };
  }
  if (route.arm === "vector" && embedder !== undefined) {
    const [vector = new Float32Array()] = await embedder.embed([request.query], { purpose: "query", signal });
    const matches = await deepen(store, options, (bounds) =>
      store.search(
        options.space,
        { arm: "vector", kinds, embedder: embedder.id, vector, includeVectors: request.attention, ...bounds },
        { signal },
      ),
    );
    return { matches, asked: vector };
  }
  const ranges = dates.map(timeRange).filter((range) => range !== undefined);
  const found = await Promise.all(
    ranges.map((range) =>
      deepen(store, options, (bounds) =>
        store.search(options.space, { arm: "time", kinds, order: "newest", ...range, ...bounds }, { signal }),
      ),
    ),
  );
  return { matches: found.flat() };
}

/** A whole year says too little to look at everything in it. */
function timeRange(date: DateMention): ReturnType<typeof rangeOf> {
  return date.month === undefined ? undefined : rangeOf(date);
}

type Bounds = Pick<RecordQuery, "filter" | "limit">;

/** A store that cannot filter is asked for more until enough of what it finds passes. */
async function deepen<R extends ArmResults[RecordArm]>(
  store: Store,
  { journal, space, request }: ArmSearchOptions,
  search: (bounds: Bounds) => Promise<R>,
): Promise<R> {
  const { filter } = request;
  const wanted = Math.min(deepest, candidateDepth + request.exclude.size);
  if (filter === undefined) return search({ limit: wanted });
  if (store.capabilities.filters === "all") return search({ filter, limit: wanted });
  for (let limit = wanted; ; limit = Math.min(deepest, limit * 4)) {
    const result = await search({ limit });
    const matches = matchesOf(result);
    if (matches.length < limit || limit === deepest) return result;
    if ((await countPassing({ journal, space, filter }, matches)) >= wanted) return result;
  }
}

async function countPassing(scope: { journal: Journal; space: Space; filter: Filter }, matches: readonly Match[]): Promise<number> {
  const records = await scope.journal.get(
    scope.space,
    matches.map(({ id }) => id),
  );
  return records.filter((record) => matchesFilter(scope.filter, record)).length;
}

function matchesOf(result: ArmResults[RecordArm]): readonly Match[] {
  return "candidates" in result ? result.candidates.filter(({ matched }) => matched) : result;
}
