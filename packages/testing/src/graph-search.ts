import type { FactEdge, GraphFact, GraphQuery, GraphResult, MemoryRecord, RecordId } from "@pagefile/core/contracts";
import type { SpaceIndex } from "./space-index.ts";

type Edge = FactEdge & { readonly record: MemoryRecord };

/** What lies around the seeds, or one shortest way from them to an entity: breadth first, over every fact. */
export function searchGraph(index: SpaceIndex, query: GraphQuery): GraphResult {
  const held = [...index.records].filter(({ record }) => query.kinds.some((kind) => kind === record.kind));
  const versions = new Map(held.filter(({ record }) => record.kind === "entity").map(({ record }) => [record.id, record.version]));
  const edges = held
    .flatMap(({ record, document }) => (document.edge === undefined ? [] : [{ ...document.edge, record }]))
    .filter((edge) => holds(edge, query) && ends(edge).every((id) => versions.has(id)))
    .toSorted((a, b) => newestFirst(a.record, b.record));
  const away = new Map<RecordId, number>(query.seeds.filter((id) => versions.has(id)).map((id) => [id, 0]));
  const came = new Map<RecordId, { readonly from: RecordId; readonly edge: Edge }>();
  for (let hop = 1; hop <= query.hops; hop += 1) {
    for (const edge of edges) {
      const from = ends(edge).find((id) => away.get(id) === hop - 1);
      const reached = ends(edge).find((id) => !away.has(id));
      if (from === undefined || reached === undefined) continue;
      away.set(reached, hop);
      came.set(reached, { from, edge });
    }
  }
  const near = query.to === undefined ? around(edges, { away, hops: query.hops }) : wayTo(query.to, came);
  const facts = near.slice(0, query.limit);
  const named = new Set([...query.seeds.filter((id) => versions.has(id)), ...facts.flatMap(ends)]);
  const entities = [...named].map((id) => ({ id, version: versions.get(id) ?? 0, hops: away.get(id) ?? 0 }));
  return { entities, facts, truncated: near.length > facts.length };
}

/** The facts that touch what is less than `hops` away, nearest first. */
function around(edges: readonly Edge[], { away, hops }: { away: ReadonlyMap<RecordId, number>; hops: number }): GraphFact[] {
  return edges
    .map((edge) => factOf(edge, 1 + Math.min(...ends(edge).map((id) => away.get(id) ?? hops))))
    .filter((fact) => fact.hops <= hops)
    .toSorted((a, b) => a.hops - b.hops);
}

function wayTo(to: RecordId, came: ReadonlyMap<RecordId, { readonly from: RecordId; readonly edge: Edge }>): GraphFact[] {
  const way: Edge[] = [];
  for (let step = came.get(to); step !== undefined; step = came.get(step.from)) way.unshift(step.edge);
  return way.map((edge, at) => factOf(edge, at + 1));
}

function factOf({ record, ...edge }: Edge, hops: number): GraphFact {
  return { ...edge, id: record.id, version: record.version, hops };
}

function ends({ subject, object }: FactEdge): RecordId[] {
  return object === undefined ? [subject] : [subject, object];
}

function holds({ validFrom = "", validTo = "~", record }: Edge, { at, knownBy }: GraphQuery): boolean {
  return (at === undefined || (validFrom <= at && at < validTo)) && (knownBy === undefined || record.createdAt <= knownBy);
}

function newestFirst(a: MemoryRecord, b: MemoryRecord): number {
  const [x, y] = [a.createdAt + a.id, b.createdAt + b.id];
  return x < y ? 1 : x > y ? -1 : 0;
}
