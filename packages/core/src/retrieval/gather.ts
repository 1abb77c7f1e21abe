import {
  type Journal,
  type LexicalCandidate,
  type LexicalResult,
  matchesFilter,
  type MemoryRecord,
  type RecordId,
  type Space,
} from "../contracts/index.ts";
import { factBody } from "../graph/graph-body.ts";
import { holdsAt } from "../graph/timeline.ts";
import { type ArmFound, candidateDepth } from "./arm-search.ts";
import { makeDocument } from "./document.ts";
import type { Candidate, Finding } from "./fusion.ts";
import { type LexicalScore, LexicalScorer } from "./lexical-score.ts";
import type { Route } from "./plan.ts";
import type { ReadRequest } from "./read-request.ts";
import { getJudged } from "./verdicts.ts";

/** What one search brought, and by which route. */
export interface RouteFound extends ArmFound {
  readonly route: Route;
}

export interface GatherScope {
  readonly journal: Journal;
  readonly space: Space;
  readonly request: ReadRequest;
  /** Whether anything was judged in the space. */
  readonly judged: boolean;
}

/**
 * Unites what the arms found: each record in its current version, once, its words scored by core whichever arm brought it.
 * What a store holds of an older version, or of a record that is gone, does not count; nor does what is never to be shown.
 */
export async function gatherCandidates(
  found: readonly RouteFound[],
  { journal, space, request, judged }: GatherScope,
): Promise<readonly Candidate[]> {
  const lexical = found.flatMap(({ route, lexical: result }) => (result === undefined ? [] : [new StoreWords(route, result, request)]));
  const others = found.filter(({ route }) => route.arm !== "lexical").flatMap(({ matches }) => matches.map(({ id }) => id));
  const ids = new Set([...lexical.flatMap((words) => words.promising), ...others]);
  const { records, verdicts } = await getJudged([...ids], { journal, space, judged });
  for (const words of lexical) words.dropStale(records);
  const united = [...records.values()]
    .filter((record) => passes(record, request) && verdicts.get(record.id) !== "never")
    .map((record) => {
      const words = lexical.find(({ route }) => route.kinds.includes(record.kind));
      return { record, store: words?.route.store.name ?? "", words: words?.score(record) };
    });
  const findings = new Map<RecordId, Finding[]>(united.map(({ record }) => [record.id, []]));
  const ranked = united
    .filter(({ words }) => words !== undefined && words.score > 0)
    .sort((a, b) => (b.words?.score ?? 0) - (a.words?.score ?? 0));
  for (const [at, { record, store, words }] of ranked.entries()) {
    findings.get(record.id)?.push({ arm: "lexical", store, rank: at + 1, score: words?.score ?? 0 });
  }
  for (const arm of ["vector", "time", "graph"] as const) {
    const matches = found
      .filter(({ route }) => route.arm === arm)
      .flatMap(({ route, matches: some }) => some.map((match) => ({ ...match, store: route.store.name })));
    const fresh = matches.filter(({ id, version }) => findings.has(id) && records.get(id)?.version === version);
    fresh.sort((a, b) => b.score - a.score);
    for (const [at, { id, store, score }] of fresh.entries()) findings.get(id)?.push({ arm, store, rank: at + 1, score });
  }
  return united
    .map(({ record, words }) => {
      const verdict = verdicts.get(record.id);
      return { record, lexical: words, findings: findings.get(record.id) ?? [], ...(verdict !== undefined && { verdict }) };
    })
    .filter((candidate) => candidate.findings.length > 0);
}

/** Whether a read may return a record at all, whatever the query. */
export function passes(record: MemoryRecord, request: ReadRequest): boolean {
  const { kinds, exclude, filter } = request;
  if (!kinds.includes(record.kind) || !record.index || exclude.has(record.id)) return false;
  return (filter === undefined || matchesFilter(filter, record)) && isTimely(record, request);
}

/** Whether a fact holds, and was known, when the read asks for it; every other record does. */
export function isTimely(record: MemoryRecord, { at, knownBy }: ReadRequest): boolean {
  const fact = factBody(record);
  return fact === undefined || ((at === undefined || holdsAt(fact, at)) && (knownBy === undefined || record.createdAt <= knownBy));
}

/** The candidates of one store, scored. */
class StoreWords {
  readonly route: Route;
  /**
   * What is worth fetching: the best by words, more than a page shows and so that some may be left out; where there is a
   * filter, every match, since only the record says what passes.
   */
  readonly promising: readonly RecordId[];
  readonly #terms: readonly string[];
  #result: LexicalResult;
  #candidates: ReadonlyMap<RecordId, LexicalCandidate>;
  #scorer: LexicalScorer;

  constructor(route: Route, result: LexicalResult, { terms, exclude, filter, limit }: ReadRequest) {
    this.route = route;
    this.#terms = terms;
    this.#result = result;
    this.#candidates = new Map(result.candidates.map((candidate) => [candidate.id, candidate]));
    this.#scorer = new LexicalScorer(result, terms);
    const kept = filter === undefined ? [] : result.candidates.filter(({ matched }) => matched);
    const best = result.candidates
      .filter(({ matched }) => filter === undefined || !matched)
      .map((candidate) => ({ id: candidate.id, ...this.#scorer.score(candidate) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score);
    this.promising = [...kept, ...best.slice(0, candidateDepth + limit + exclude.size)].map(({ id }) => id);
  }

  /** Takes away what the journal has moved past, so that nothing answers to words that are no longer there. */
  dropStale(records: ReadonlyMap<RecordId, MemoryRecord>): void {
    const fetched = new Set(this.promising);
    const fresh = this.#result.candidates.filter(({ id, version }) => !fetched.has(id) || records.get(id)?.version === version);
    if (fresh.length === this.#result.candidates.length) return;
    this.#result = { ...this.#result, candidates: fresh };
    this.#candidates = new Map(fresh.map((candidate) => [candidate.id, candidate]));
    this.#scorer = new LexicalScorer(this.#result, this.#terms);
  }

  /** Also of a record that another arm brought. */
  score(record: MemoryRecord): LexicalScore | undefined {
    const candidate = this.#candidates.get(record.id);
    if (candidate !== undefined) return this.#scorer.score(candidate);
    const document = makeDocument(record);
    return document && this.#scorer.scoreAlone({ ...document, kind: record.kind });
  }
}
