import type { EntityView, FactView, GraphView } from "../../protocol/graph.ts";

/** A fact between two entities, as it is drawn. */
export interface Link {
  readonly fact: FactView;
  readonly from: string;
  readonly to: string;
}

export interface VisibleGraph {
  readonly entities: readonly EntityView[];
  readonly links: readonly Link[];
  /** Facts at each entity, those with a plain value included. */
  readonly degrees: ReadonlyMap<string, number>;
}

/** No drawing holds more than these. */
export const mostEntities = 500;

/** What can be drawn: at most so many entities, the best connected of them, with every fact that lies between two of those. */
export function visibleGraph({ entities, facts, centre }: GraphView): VisibleGraph {
  const degrees = countDegrees(facts);
  const weigh = ({ id }: EntityView): number => (id === centre ? Infinity : (degrees.get(id) ?? 0));
  const kept = entities.length <= mostEntities ? entities : entities.toSorted((a, b) => weigh(b) - weigh(a)).slice(0, mostEntities);
  const ids = new Set(kept.map(({ id }) => id));
  const links = facts.flatMap((fact): readonly Link[] => {
    const to = fact.object?.id;
    return to !== undefined && ids.has(fact.subject.id) && ids.has(to) ? [{ fact, from: fact.subject.id, to }] : [];
  });
  return { entities: kept, links, degrees };
}

function countDegrees(facts: readonly FactView[]): ReadonlyMap<string, number> {
  const degrees = new Map<string, number>();
  for (const { subject, object } of facts) {
    for (const id of new Set([subject.id, ...(object ? [object.id] : [])])) degrees.set(id, (degrees.get(id) ?? 0) + 1);
  }
  return degrees;
}

/** An entity and everything one fact away from it. */
export function neighbourhood(links: readonly Link[], id: string): ReadonlySet<string> {
  return new Set([id, ...links.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []))]);
}

/** Whether the fact held at that time. What has no beginning held always, what has no end holds still. */
export function holdsAt({ validFrom, validTo }: FactView, time: number): boolean {
  return (validFrom === undefined || Date.parse(validFrom) <= time) && (validTo === undefined || time < Date.parse(validTo));
}

/** Whether it held then or had held before; what had not begun is not shown. */
export function hasBegun({ validFrom }: FactView, time: number): boolean {
  return validFrom === undefined || Date.parse(validFrom) <= time;
}

/** The times at which something begins or ends to hold, in order: where a slider stops. */
export function turningPoints(facts: readonly FactView[]): readonly number[] {
  const times = facts.flatMap(({ validFrom, validTo }) =>
    [validFrom, validTo].flatMap((time) => (time === undefined ? [] : [Date.parse(time)])),
  );
  return [...new Set(times.filter((time) => Number.isFinite(time)))].toSorted((a, b) => a - b);
}
