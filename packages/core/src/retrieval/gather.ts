import { type Journal, type LexicalResult, matchesFilter, type MemoryRecord, type RecordId, type Space } from "../contracts/index.ts";
import { type ArmFound, candidateDepth } from "./arm-search.ts";
import { makeDocument } from "./document.ts";
import type { Candidate, Finding } from "./fusion.ts";
import { type LexicalScore, type LexicalScores, scoreLexical } from "./lexical-score.ts";
import type { Route } from "./plan.ts";
import type { ReadRequest } from "./read-request.ts";

/** What one search brought, and by which route. */
export interface RouteFound extends ArmFound {
  readonly route: Route;
}

/**
 * Unites what the arms found: each record in its current version, once, with its words scored by core whichever arm brought
 * it. What a store holds of an older version, or of a record that is gone, does not count.
 */
export async function gatherCandidates(
  found: readonly RouteFound[],
  { journal, space, request }: { readonly journal: Journal; readonly space: Space; readonly request: ReadRequest },
): Promise<readonly Candidate[]> {
  const lexical = found.flatMap(({ route, lexical: result }) => (result === undefined ? [] : [new ScoredWords(route, result, request.terms)]));
  const ids = new Set([...lexical.flatMap((words) => words.best()), ...found.flatMap(({ matches }) => matches.map(({ id }) => id))]);
  const records = new Map((await journal.get(space, [...ids])).map((record) => [record.id, record]));
  const wordsOf = new Map<RecordId, { readonly store: string; readonly score: LexicalScore }>();
  const passing = [...records.values()].filter((record) => passes(record, request));
  for (const words of lexical) {
    words.dropStale(records);
    for (const record of passing) {
      const score = words.score(record);
      if (score !== undefined) wordsOf.set(record.id, { store: words.route.store.name, score });
    }
  }
  const findings = new Map<RecordId, Finding[]>(passing.map(({ id }) => [id, []]));
  const add = (id: RecordId, finding: Finding): void => void findings.get(id)?.push(finding);
  const ranked = [...wordsOf].filter(([, { score }]) => score.score > 0).sort(([, a], [, b]) => b.score.score - a.score.score);
  ranked.forEach(([id, { store, score }], at) => add(id, { arm: "lexical", store, rank: at + 1, score: score.score }));
  for (const arm of ["vector", "time"] as const) {
    const matches = found.filter(({ route }) => route.arm === arm).flatMap(({ route, matches: some }) => some.map((match) => ({ route, match })));
    const fresh = matches.filter(({ match }) => findings.has(match.id) && records.get(match.id)?.version === match.version);
    fresh.sort((a, b) => b.match.score - a.match.score);
    fresh.forEach(({ route, match }, at) => add(match.id, { arm, store: route.store.name, rank: at + 1, score: match.score }));
  }
  return passing
    .map((record) => ({ record, lexical: wordsOf.get(record.id)?.score, findings: findings.get(record.id) ?? [] }))
    .filter((candidate) => candidate.findings.length > 0);
}

/** Whether a read may return a record at all, whatever the query. */
export function passes(record: MemoryRecord, { kinds, exclude, filter }: ReadRequest): boolean {
  return kinds.includes(record.kind) && record.index && !exclude.has(record.id) && (filter === undefined || matchesFilter(filter, record));
}

/** The candidates of one store, scored. */
class ScoredWords {
  readonly route: Route;
  readonly #terms: readonly string[];
  #result: LexicalResult;
  #scored: LexicalScores;

  constructor(route: Route, result: LexicalResult, terms: readonly string[]) {
    this.route = route;
    this.#terms = terms;
    this.#result = result;
    this.#scored = scoreLexical(result, terms);
  }

  /** What is worth fetching: every match, and the best of the neighbours. */
  best(): readonly RecordId[] {
    const score = (id: RecordId): number => this.#scored.scores.get(id)?.score ?? 0;
    const { candidates } = this.#result;
    const neighbours = candidates.filter(({ matched, id }) => !matched && score(id) > 0).map(({ id }) => id);
    neighbours.sort((a, b) => score(b) - score(a));
    return [...candidates.filter(({ matched }) => matched).map(({ id }) => id), ...neighbours.slice(0, candidateDepth)];
  }

  /** Takes away what the journal has moved past, so that nothing answers to words that are no longer there. */
  dropStale(records: ReadonlyMap<RecordId, MemoryRecord>): void {
    const asked = new Set(this.best());
    const candidates = this.#result.candidates.filter(({ id, version }) => !asked.has(id) || records.get(id)?.version === version);
    if (candidates.length === this.#result.candidates.length) return;
    this.#result = { ...this.#result, candidates };
    this.#scored = scoreLexical(this.#result, this.#terms);
  }

  /** Also of a record that another arm brought; undefined for a kind this store does not serve. */
  score(record: MemoryRecord): LexicalScore | undefined {
    if (!this.route.kinds.includes(record.kind)) return undefined;
    const known = this.#scored.scores.get(record.id);
    if (known !== undefined) return known;
    const document = makeDocument(record);
    return document && this.#scored.scoreAlone(document);
  }
}
