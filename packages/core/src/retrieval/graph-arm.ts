import type { Embedder, GraphFact, Instant, Journal, MemoryRecord, RecordId, Space, Store } from "../contracts/index.ts";
import { factBody } from "../graph/graph-body.ts";
import { type ArmFound, idleReason, searchArm } from "./arm-search.ts";
import type { QueryCues } from "./cues.ts";
import { fuse } from "./fusion.ts";
import { gatherCandidates } from "./gather.ts";
import { personalisedPageRank } from "./personalised-pagerank.ts";
import { planRoutes, type Route } from "./plan.ts";
import { queryEntities } from "./query-entities.ts";
import { rangeOf } from "./query-date.ts";
import type { ReadRequest } from "./read-request.ts";
import { getVerdicts } from "./verdicts.ts";
import type { RetrievalWeights } from "./weights.ts";

/** Few, sharp seeds: with twenty hits instead of five recall on MuSiQue falls from 66 to 59. */
const seedHits = 5;
const mostSeeds = 100;
const mostFacts = 1_000;
/** Distinct entities a record names, from which the graph ranks before words. LoCoMo has .7, MuSiQue and HotpotQA 10 to 13. */
export const denseFrom = 3;

export interface GraphArmScope {
  readonly journal: Journal;
  readonly space: Space;
  readonly request: ReadRequest;
  readonly cues: QueryCues;
  readonly weights: RetrievalWeights;
  readonly judged: boolean;
  readonly stores: readonly Store[];
  readonly embedder: Embedder | undefined;
  readonly signal: AbortSignal;
}

/** The kinds a graph is made of. */
export const graphKinds: readonly ["entity", "fact"] = ["entity", "fact"];

/**
 * Walks out from the entities a query names and from those of the best hits, and ranks what lies around them: facts, and the
 * messages and passages they were learnt from. Silent where
 * the records around name few entities each, unless only facts are asked for: there the graph would push out what words find.
 */
export async function searchGraphArm({ store }: Route, scope: GraphArmScope): Promise<ArmFound> {
  const { journal, space, request, signal } = scope;
  const [named, hits] = await Promise.all([queryEntities(journal, space, request.query), hitEntities(scope)]);
  const seeds = [...new Set([...named, ...hits.keys()])].slice(0, mostSeeds);
  if (seeds.length === 0) return { matches: [], silent: "Neither the query nor its best hits name an entity." };
  const at = asOf(scope);
  const { knownBy, hops } = request;
  const times = { ...(at !== undefined && { at }), ...(knownBy !== undefined && { knownBy }) };
  const { facts: around } = await store.search<"graph">(
    space,
    { arm: "graph", kinds: graphKinds, seeds, hops, limit: mostFacts, ...times },
    { signal },
  );
  const verdicts = await getVerdicts(
    around.map(({ id }) => id),
    scope,
  );
  // What is not true leads nowhere.
  const facts = around.filter(({ id }) => verdicts.get(id) !== "wrong");
  const evidence = [...new Set(facts.flatMap((fact) => fact.evidence))];
  const density = densityOf(facts);
  if (density < denseFrom && request.kinds.some((kind) => kind !== "fact" && kind !== "entity"))
    return { matches: [], silent: `Records here name ${density.toFixed(1)} entities each; the graph ranks them from ${denseFrom} on.` };
  const rank = personalisedPageRank(linksOf(facts), weigh(named, hits, facts));
  const scoreOf = (id: RecordId): number => Math.sqrt(rank.get(id) ?? 0);
  const sources = evidence.length === 0 ? [] : await journal.get(space, evidence);
  const matches = [...facts, ...sources].map(({ id, version }) => ({ id, version, score: scoreOf(id) }));
  return { matches: matches.filter(({ score }) => score > 0) };
}

/**
 * Entities of the best hits among entities and facts, by the square of their scores. They are searched for apart from what the
 * read asks for, so that their words do not change what other words are worth.
 */
async function hitEntities(scope: GraphArmScope): Promise<ReadonlyMap<RecordId, number>> {
  const { cues, weights, stores } = scope;
  const request = { ...scope.request, kinds: graphKinds, filter: undefined };
  const search = { ...scope, request, dates: cues.dates };
  const routes = planRoutes(stores, graphKinds, ["lexical", "vector"]).filter((route) => idleReason(route, search) === undefined);
  const found = await Promise.all(routes.map(async (route) => ({ route, ...(await searchArm(route, search)) })));
  const ranked = fuse(await gatherCandidates(found, { ...scope, request }), cues, weights);
  const hits = ranked.filter(({ score }) => score > 0).slice(0, seedHits);
  const entities = new Map<RecordId, number>();
  for (const { record, score } of hits) {
    for (const id of endsOf(record)) entities.set(id, (entities.get(id) ?? 0) + score ** 2);
  }
  return entities;
}

function endsOf(record: MemoryRecord): readonly RecordId[] {
  const fact = factBody(record);
  return fact === undefined ? [record.id] : [fact.subject, ...(fact.object === undefined ? [] : [fact.object])];
}

/** An entity the query names counts 1, the less the more facts name it too. */
function weigh(
  named: readonly RecordId[],
  hits: ReadonlyMap<RecordId, number>,
  facts: readonly GraphFact[],
): ReadonlyMap<RecordId, number> {
  const frequencies = new Map<RecordId, number>();
  for (const fact of facts) for (const id of namedBy(fact)) frequencies.set(id, (frequencies.get(id) ?? 0) + 1);
  const weights = new Map(hits);
  for (const id of named) weights.set(id, (weights.get(id) ?? 0) + 1 / Math.max(1, frequencies.get(id) ?? 0));
  return weights;
}

function* linksOf(facts: readonly GraphFact[]): Generator<readonly [string, string]> {
  for (const fact of facts) for (const id of [...namedBy(fact), ...fact.evidence]) yield [fact.id, id];
}

function namedBy({ subject, object }: Pick<GraphFact, "subject" | "object">): readonly RecordId[] {
  return object === undefined ? [subject] : [subject, object];
}

/** How many entities a record that facts were learnt from names, on average; 0 where there is none. */
function densityOf(facts: readonly GraphFact[]): number {
  const named = new Map<RecordId, Set<RecordId>>();
  for (const fact of facts) {
    for (const id of fact.evidence) {
      const entities = named.get(id) ?? new Set();
      for (const entity of namedBy(fact)) entities.add(entity);
      named.set(id, entities);
    }
  }
  const sizes = [...named.values()].map(({ size }) => size);
  return sizes.length === 0 ? 0 : sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
}

/** The time that was asked for, or the end of the time the query names. */
function asOf({ request, cues }: GraphArmScope): Instant | undefined {
  if (request.at !== undefined) return request.at;
  const ends = cues.dates.flatMap((date) => rangeOf(date)?.below ?? []);
  const [last] = ends.toSorted().slice(-1);
  return last === undefined ? undefined : new Date(Date.parse(last) - 1).toISOString();
}
