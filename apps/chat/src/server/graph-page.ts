import type { PastSpace, SpaceMemory } from "@pagefile/core";
import type { MemoryRecord } from "@pagefile/core/contracts";
import type { GraphView } from "../protocol/graph.ts";
import { endsOf, showEntity, showFact } from "./shown-graph.ts";

type Readable = Pick<SpaceMemory | PastSpace, "list" | "getMany">;

interface GraphPart {
  readonly facts: readonly MemoryRecord[];
  readonly entities: readonly MemoryRecord[];
  readonly truncated: boolean;
}

export interface GraphPageOptions {
  /** When it is asked whether facts hold. */
  readonly validAt: string;
  /** The most entities, and the most facts. */
  readonly limit: number;
}

export interface AroundOptions extends GraphPageOptions {
  readonly around: string;
  readonly hops: number;
  /** The entry as of which it is shown; a fact that was deleted since is not found. */
  readonly at: number | undefined;
}

const batch = 1000;

/** The newest facts with what they are about, and the newest entities that nothing is said of. */
export async function newestGraph(space: Readable, { limit, validAt }: GraphPageOptions): Promise<GraphView> {
  const most = Math.min(limit, batch);
  const [facts, newest] = await Promise.all([
    space.list({ kind: "fact", order: "descending", limit: most }),
    space.list({ kind: "entity", order: "descending", limit: most }),
  ]);
  const ends = await manyOf(space, endsOf(facts.items));
  const spokenOf = new Set(ends.map(({ id }) => id));
  const alone = newest.items.filter(({ id }) => !spokenOf.has(id)).slice(0, Math.max(0, limit - ends.length));
  const truncated = facts.next !== undefined || newest.next !== undefined;
  return shownGraph({ facts: facts.items, entities: [...ends, ...alone], truncated }, { limit, validAt });
}

/** What lies around an entity; undefined where there is none of that name. */
export async function graphAround(space: SpaceMemory, { around, hops, at, limit, validAt }: AroundOptions): Promise<GraphView | undefined> {
  const centre = await space.graph.entity(around);
  if (centre === undefined) return undefined;
  const past = at === undefined ? undefined : space.at(at);
  const knownBy = await past?.recordedAt();
  const { facts, truncated } = await space.graph.neighbourhood(centre.id, { hops, limit, ...(knownBy !== undefined && { knownBy }) });
  const records =
    past === undefined
      ? facts.map(({ record }) => record)
      : await manyOf(
          past,
          facts.map(({ id }) => id),
        );
  const entities = await manyOf(past ?? space, [...new Set([centre.id, ...endsOf(records)])]);
  return { centre: centre.id, ...shownGraph({ facts: records, entities, truncated }, { limit, validAt }) };
}

function shownGraph({ facts, entities, truncated }: GraphPart, { limit, validAt }: GraphPageOptions): GraphView {
  const all = entities.flatMap((entity) => showEntity(entity) ?? []);
  const shown = all.slice(0, limit);
  const names = new Map(shown.map(({ id, name }) => [id, name]));
  const between = facts.flatMap((fact) => showFact(fact, { names, validAt }) ?? []);
  return { entities: shown, facts: between, truncated: truncated || shown.length < all.length };
}

async function manyOf(space: Readable, ids: readonly string[]): Promise<readonly MemoryRecord[]> {
  const records: MemoryRecord[] = [];
  for (let at = 0; at < ids.length; at += batch) records.push(...(await space.getMany(ids.slice(at, at + batch))));
  return records;
}
