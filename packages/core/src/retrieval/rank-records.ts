import type { Arm, Space } from "../contracts/index.ts";
import { type ArmFound, idleReason, searchArm } from "./arm-search.ts";
import { rankByAttention } from "./attention-ranking.ts";
import { confidenceOf } from "./confidence.ts";
import { type QueryCues, readCues } from "./cues.ts";
import { type Outcome, withDeadline } from "./deadline.ts";
import { dropDuplicates } from "./duplicates.ts";
import { fuse } from "./fusion.ts";
import { gatherCandidates } from "./gather.ts";
import { planRoutes, type Route } from "./plan.ts";
import type { Ranking } from "./ranking.ts";
import type { ReaderOptions } from "./reader.ts";
import type { ReadRequest } from "./read-request.ts";
import type { ArmReport } from "./recall.ts";

/** Runs every arm at once, unites what they find, scores it and drops what is said twice. */
export async function rankRecords(options: ReaderOptions, space: Space, request: ReadRequest): Promise<Ranking> {
  const { journal, stores, clock } = options;
  const cues = readCues(request.query, clock.now());
  const routes = planRoutes(stores, request.kinds, request.arms);
  const searches = await Promise.all(routes.map((route) => searchRoute(route, { options, space, request, cues })));
  request.signal?.throwIfAborted();
  const found = searches.flatMap(({ route, found: some }) => (some === undefined ? [] : [{ route, ...some }]));
  const candidates = await gatherCandidates(found, { journal, space, request });
  const weights = { ...(await options.weights(space)), ...request.weights };
  const ranked = request.attention ? rankByAttention(candidates, found) : fuse(candidates, cues, weights);
  const { distinct, duplicates } = dropDuplicates(ranked);
  const searched = [...searches.map(({ report }) => report), ...unserved(routes, request)];
  return { ranked: distinct, duplicates, confidence: confidenceOf(candidates), searched };
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

async function searchRoute(route: Route, { options, space, request, cues }: RouteScope): Promise<RouteSearch> {
  const { journal, embedder, clock, armDeadlineMs } = options;
  const { arm, store, kinds } = route;
  const scope = { journal, embedder, space, request, dates: cues.dates };
  const report = { arm, store: store.name, kinds, matches: 0, ms: 0, behind: 0 };
  const reason = idleReason(route, scope);
  if (reason !== undefined) return { route, report: { ...report, status: arm === "vector" ? "absent" : "searched", reason } };
  const started = clock.now();
  const [outcome, behind] = await Promise.all([
    withDeadline((signal) => searchArm(route, { ...scope, signal }), { clock, ms: armDeadlineMs, signal: request.signal }),
    options.behind(space, store, arm),
  ]);
  const timed = { ...report, ms: clock.now() - started, behind };
  if (outcome.status === "done")
    return { route, found: outcome.value, report: { ...timed, status: "searched", matches: outcome.value.matches.length } };
  return { route, report: { ...timed, status: outcome.status, reason: reasonOf(outcome, armDeadlineMs) } };
}

function reasonOf(outcome: Exclude<Outcome<ArmFound>, { status: "done" }>, deadlineMs: number): string {
  if (outcome.status === "timed-out") return `No answer within ${deadlineMs} ms.`;
  return outcome.error instanceof Error ? outcome.error.message : String(outcome.error);
}

function unserved(routes: readonly Route[], { arms, kinds }: ReadRequest): readonly ArmReport[] {
  const missing = arms.filter((arm: Arm) => !routes.some((route) => route.arm === arm));
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
