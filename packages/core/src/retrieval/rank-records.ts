import type { Arm, RecordKind, Space } from "../contracts/index.ts";
import { type ArmFound, idleReason, searchArm } from "./arm-search.ts";
import { rankByAttention } from "./attention-ranking.ts";
import { confidenceOf } from "./confidence.ts";
import { type QueryCues, readCues } from "./cues.ts";
import { type Outcome, withDeadline } from "./deadline.ts";
import { dropDuplicates } from "./duplicates.ts";
import { fuse } from "./fusion.ts";
import { gatherCandidates, type RouteFound } from "./gather.ts";
import { searchGraphArm } from "./graph-arm.ts";
import { planRoutes, type Route } from "./plan.ts";
import type { Ranking } from "./ranking.ts";
import type { ReaderOptions } from "./reader.ts";
import type { ReadRequest } from "./read-request.ts";
import type { ArmReport } from "./recall.ts";

/**
 * Runs every arm at once, then the graph from what they found, unites what all of them found, scores it and drops what is
 * said twice.
 */
export async function rankRecords(options: ReaderOptions, space: Space, asked: ReadRequest): Promise<Ranking> {
  const { journal, stores, clock } = options;
  const cues = readCues(asked.query, clock.now());
  const weights = { ...(await options.weights(space)), ...asked.weights };
  const graph = await planGraph(options, space, asked);
  const walks = graph?.idle === undefined && graph !== undefined && weights.graph !== 0;
  const request = walks && asked.anyKind ? { ...asked, kinds: [...asked.kinds, "fact" as const] } : asked;
  const scope = { options, space, request, cues };
  // The graph is entered by entities and facts, also where they are not themselves asked for.
  const kinds = walks ? [...new Set<RecordKind>([...request.kinds, ...graphKinds])] : request.kinds;
  const arms = request.arms.filter((arm) => arm !== "graph");
  const routes = planRoutes(stores, kinds, arms);
  const searches = await Promise.all(routes.map((route) => searchRoute(route, scope)));
  request.signal?.throwIfAborted();
  if (graph !== undefined) {
    const enter = async (signal: AbortSignal): Promise<ArmFound> => {
      const around = await gatherCandidates(foundBy(searches), { journal, space, request: { ...request, kinds: graphKinds } });
      return searchGraphArm(graph.route, { journal, space, request, cues, ranked: fuse(around, cues, weights), signal });
    };
    searches.push(await runRoute(graph.route, { ...scope, idle: walks ? undefined : (graph.idle ?? "Its weight is 0."), search: enter }));
  }
  const found = foundBy(searches);
  const candidates = await gatherCandidates(found, { journal, space, request });
  const ranked = request.attention ? rankByAttention(candidates, found) : fuse(candidates, cues, weights);
  const { distinct, duplicates } = dropDuplicates(ranked);
  const searched = [...searches.map(({ report }) => report), ...unserved(searches, request)];
  return { ranked: distinct, duplicates, confidence: confidenceOf(candidates), kinds: request.kinds, searched };
}

const graphKinds = ["entity", "fact"] as const satisfies readonly RecordKind[];

/** The search of the graph, where a store serves it and it was asked for, and why there is none to make. */
async function planGraph(
  { journal, stores }: ReaderOptions,
  space: Space,
  { arms, attention }: ReadRequest,
): Promise<{ readonly route: Route; readonly idle?: string } | undefined> {
  const [route] = arms.includes("graph") ? planRoutes(stores, graphKinds, ["graph"]) : [];
  if (route === undefined) return undefined;
  if (attention) return { route, idle: "The attention read ranks by vectors." };
  const { items } = await journal.list(space, { kind: "entity", limit: 1 });
  return items.length === 0 ? { route, idle: "The space has no entity." } : { route };
}

interface RouteScope {
  readonly options: ReaderOptions;
  readonly space: Space;
  readonly request: ReadRequest;
  readonly cues: QueryCues;
}

interface RouteSearch {
  readonly route: Route;
  readonly report: ArmReport;
  readonly found?: ArmFound;
}

function foundBy(searches: readonly RouteSearch[]): readonly RouteFound[] {
  return searches.flatMap(({ route, found }) => (found === undefined ? [] : [{ route, ...found }]));
}

function searchRoute(route: Route, { options, space, request, cues }: RouteScope): Promise<RouteSearch> {
  const { journal, embedder } = options;
  const scope = { journal, embedder, space, request, dates: cues.dates };
  const search = (signal: AbortSignal): Promise<ArmFound> => searchArm(route, { ...scope, signal });
  return runRoute(route, { options, space, request, cues, idle: idleReason(route, scope), search });
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
