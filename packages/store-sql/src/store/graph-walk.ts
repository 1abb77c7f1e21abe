import type { GraphFact, GraphQuery, GraphResult, RecordId } from "@pagefile/core/contracts";

/** What a walk asks for: the facts that touch `border` and nothing in `inner`, newest first. */
export interface Step {
  readonly border: readonly RecordId[];
  readonly inner: readonly RecordId[];
  /** The most facts; absent for all. */
  readonly limit?: number;
}

export type StepFact = Omit<GraphFact, "hops">;

/** Asks for one step after the other; the caller answers from its engine, at once or later. */
export type GraphWalk = Generator<Step, Found, readonly StepFact[]>;

export interface Found {
  readonly facts: readonly GraphFact[];
  readonly truncated: boolean;
  /** The seeds and what the facts name. */
  readonly entities: readonly RecordId[];
  /** How far an entity is from the nearest seed. */
  hops(entity: RecordId): number;
}

/** Walks from the seeds outwards, along both directions of edges. */
export function* walkGraph(query: GraphQuery, seeds: readonly RecordId[]): GraphWalk {
  const { to, limit } = query;
  const away = new Map(seeds.map((id) => [id, 0]));
  const all = yield* to === undefined ? around(query, away) : wayTo({ ...query, to }, away);
  const facts = all.slice(0, limit);
  const entities = [...new Set([...seeds, ...facts.flatMap(endsOf)])];
  return { facts, truncated: all.length > facts.length, entities, hops: (entity) => away.get(entity) ?? 0 };
}

type Away = Map<RecordId, number>;

/** The nearest facts, one more than the limit where there are more. */
function* around({ hops: most, limit }: GraphQuery, away: Away): Generator<Step, readonly GraphFact[], readonly StepFact[]> {
  const facts: GraphFact[] = [];
  for (let hops = 1; hops <= most && facts.length <= limit; hops += 1) {
    const step = yield { ...reached(away, hops), limit: limit + 1 - facts.length };
    for (const id of step.flatMap(endsOf)) if (!away.has(id)) away.set(id, hops);
    facts.push(...step.map((fact) => ({ ...fact, hops })));
  }
  return facts;
}

/** The facts of one shortest way, found backwards from its end. */
function* wayTo(
  { hops: most, to }: GraphQuery & { readonly to: RecordId },
  away: Away,
): Generator<Step, readonly GraphFact[], readonly StepFact[]> {
  const came = new Map<RecordId, GraphFact>();
  for (let hops = 1; hops <= most && !away.has(to); hops += 1) {
    for (const fact of yield reached(away, hops)) {
      for (const id of endsOf(fact)) {
        if (away.has(id)) continue;
        away.set(id, hops);
        came.set(id, { ...fact, hops });
      }
    }
  }
  const facts: GraphFact[] = [];
  for (let at = to, fact = came.get(at); fact !== undefined; fact = came.get(at)) {
    facts.unshift(fact);
    at = (fact.subject === at ? fact.object : fact.subject) ?? at;
  }
  return facts;
}

/** What the step before reached, and what is nearer. */
function reached(away: Away, hops: number): Pick<Step, "border" | "inner"> {
  const within = (passes: (far: number) => boolean): readonly RecordId[] => [...away].filter(([, far]) => passes(far)).map(([id]) => id);
  return { border: within((far) => far === hops - 1), inner: within((far) => far < hops - 1) };
}

function endsOf({ subject, object }: StepFact): readonly RecordId[] {
  return object === undefined ? [subject] : [subject, object];
}

/** What is answered, once the entities that are there have been read. */
export function graphResult(
  { facts, truncated, hops }: Found,
  entities: readonly Omit<GraphResult["entities"][number], "hops">[],
): GraphResult {
  return { entities: entities.map((entity) => ({ ...entity, hops: hops(entity.id) })), facts, truncated };
}
