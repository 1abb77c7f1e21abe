import type { Arm, RecordKind, Space } from "../contracts/index.ts";
import { type ArmFound, idleReason, searchArm } from "./arm-search.ts";
import { rankByAttention } from "./attention-ranking.ts";
import { confidenceOf } from "./confidence.ts";
import { type QueryCues, readCues } from "./cues.ts";
import { type Outcome, withDeadline } from "./deadline.ts";
import { dropDuplicates } from "./duplicates.ts";
import { fuse } from "./fusion.ts";
import { embedOnce } from "./embed-once.ts";
import { gatherCandidates } from "./gather.ts";
import { graphKinds, searchGraphArm } from "./graph-arm.ts";
import { candidatesAsOf } from "./past-ranking.ts";
import { planRoutes, type Route } from "./plan.ts";
import type { Ranking } from "./ranking.ts";
import type { ReaderOptions } from "./reader.ts";
import type { ReadRequest } from "./read-request.ts";
import type { ArmReport } from "./recall.ts";
import { hasJudgements } from "./verdicts.ts";
import type { RetrievalWeights } from "./weights.ts";

/** Runs every arm at once, unites what they find, scores it and drops what is said twice. */
export async function rankRecords(options: ReaderOptions, space: Space, asked: ReadRequest): Promise<Ranking> {
  const { journal, stores, clock } = options;
  const cues = readCues(asked.query, clock.now());
  const [kept, planned, judged] = await Promise.all([
    options.weights(space),
    planGraph(options, space, asked),
    hasJudgements(journal, space),
  ]);
  const weights = { ...kept, ...asked.weights };
  const graph = planned !== undefined && weights.graph === 0 ? { ...planned, idle: weightless } : planned;
  const request: ReadRequest =
    graph !== undefined && graph.idle === undefined && asked.anyKind ? { ...asked, kinds: [...asked.kinds, recalledFact] } : asked;
  const embedder = options.embedder && embedOnce(options.embedder);
  const scope = { options: { ...options, embedder }, space, request, cues, judged };
  const arms = request.arms.filter((arm) => arm !== "graph");
  const searches = await Promise.all([
    ...planRoutes(stores, request.kinds, arms).map((route) => searchRoute(route, scope)),
    ...(graph === undefined ? [] : [searchGraph(graph, { ...scope, weights })]),
  ]);
  request.signal?.throwIfAborted();
  const found = searches.flatMap(({ route, found: some }) => (some === undefined ? [] : [{ route, ...some }]));
  const present = await gatherCandidates(found, { journal, space, request, judged });
  const candidates = request.asOf === undefined ? present : await candidatesAsOf(present, { journal, space, request, asOf: request.asOf });
  const ranked = request.attention ? rankByAttention(candidates, found, weights) : fuse(candidates, cues, weights);
  const { distinct, duplicates } = dropDuplicates(ranked);
  const searched = [...searches.map(({ report }) => report), ...unserved(searches, request)];
  return { ranked: distinct, duplicates, confidence: confidenceOf(candidates), kinds: request.kinds, searched, judged };
}

const recalledFact: RecordKind = "fact";
const weightless = "It has no weight in this read.";

interface GraphPlan {
  readonly route: Route;
  /** Why there is nothing to search for. */
  readonly idle?: string;
}

/** The search of the graph, where a store serves it and it was asked for, and why there is none to make. */
async function planGraph({ journal, stores }: ReaderOptions, space: Space, asked: ReadRequest): Promise<GraphPlan | undefined> {
  const [route] = asked.arms.includes("graph") ? planRoutes(stores, graphKinds, ["graph"]) : [];
  if (route === undefined) return undefined;
  if (asked.attention || asked.weights.graph === 0) return { route, idle: weightless };
  const { items } = await journal.list(space, { kind: "entity", limit: 1 });
  return items.length === 0 ? { route, idle: "The space has no entity." } : { route };
}

interface RouteScope {
  readonly options: ReaderOptions;
  readonly space: Space;
  readonly request: ReadRequest;
  readonly cues: QueryCues;
  readonly judged: boolean;
}

interface RouteSearch {
  readonly route: Route;
  readonly report: ArmReport;
  readonly found?: ArmFound;
}

function searchRoute(route: Route, routeScope: RouteScope): Promise<RouteSearch> {
  const { options, space, request, cues } = routeScope;
  const { journal, embedder } = options;
  const scope = { journal, embedder, space, request, dates: cues.dates };
  const search = (signal: AbortSignal): Promise<ArmFound> => searchArm(route, { ...scope, signal });
  return runRoute(route, { ...routeScope, idle: idleReason(route, scope), search });
}

function searchGraph({ route, idle }: GraphPlan, scope: RouteScope & { readonly weights: RetrievalWeights }): Promise<RouteSearch> {
  const { options, space, request, cues, weights, judged } = scope;
  const search = (signal: AbortSignal): Promise<ArmFound> =>
    searchGraphArm(route, { ...options, space, request, cues, weights, judged, signal });
  return runRoute(route, { ...scope, idle, search });
}

interface RouteRun extends RouteScope {
  /** Why there is nothing to search for. */
  readonly idle: string | undefined;
  readonly search: (signal: AbortSignal) => Promise<ArmFound>;
}

async function runRoute(route: Route, { options, space, request, idle, search }: RouteRun): Promise<RouteSearch> {
  const { clock, armDeadlineMs } = options;
  const { arm, store, kinds } = route;
  const report = { arm, store: store.name, kinds, matches: 0, ms: 0, behind: 0 };
  if (idle !== undefined) return { route, report: { ...report, status: arm === "vector" ? "absent" : "searched", reason: idle } };
  const started = clock.now();
  const [outcome, behind] = await Promise.all([
    withDeadline(search, { clock, ms: armDeadlineMs, signal: request.signal }),
    options.behind(space, store, arm),
  ]);
  const timed = { ...report, ms: clock.now() - started, behind };
  if (outcome.status !== "done") return { route, report: { ...timed, status: outcome.status, reason: reasonOf(outcome, armDeadlineMs) } };
  const { matches, silent } = outcome.value;
  const silence = silent === undefined ? {} : { reason: silent };
  return { route, found: outcome.value, report: { ...timed, status: "searched", matches: matches.length, ...silence } };
}

function reasonOf(outcome: Exclude<Outcome<ArmFound>, { status: "done" }>, deadlineMs: number): string {
  if (outcome.status === "timed-out") return `No answer within ${deadlineMs} ms.`;
  return outcome.error instanceof Error ? outcome.error.message : String(outcome.error);
}

function unserved(searches: readonly RouteSearch[], { arms, kinds }: ReadRequest): readonly ArmReport[] {
  const missing = arms.filter((arm: Arm) => !searches.some(({ route }) => route.arm === arm));
  return missing.map((arm) => ({
    arm,
    store: "",
    kinds,
    status: "absent",
    matches: 0,
    ms: 0,
    behind: 0,
    reason: `No store serves the ${arm} arm.`,
  }));
}
