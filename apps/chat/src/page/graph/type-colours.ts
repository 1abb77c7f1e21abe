import type { EntityView } from "../../protocol/graph.ts";

const colours = 5;

/** A colour for each of the commonest types of entity; all others share the one without a name of its own. */
export function typeColours(entities: readonly EntityView[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { type } of entities) if (type !== undefined) counts.set(type, (counts.get(type) ?? 0) + 1);
  const commonest = [...counts].toSorted(([a, many], [b, more]) => more - many || a.localeCompare(b)).slice(0, colours);
  return new Map(commonest.map(([type], index) => [type, index]));
}
