import { type GraphQuery, type GraphResult, PagefileError } from "../contracts/index.ts";
import type { SpaceContext } from "../memory/space-context.ts";
import { getEntity, knownEntity } from "./entities.ts";
import { heldFacts } from "./fact-range.ts";
import { asOf, knownFacts } from "./facts-known.ts";
import type { KnowledgeGraph, KnownFact, Neighbourhood, NeighbourhoodOptions } from "./knowledge-graph.ts";

/** What lies around an entity. */
export async function neighbourhood(context: SpaceContext, entity: string, options: NeighbourhoodOptions): Promise<Neighbourhood> {
  const { hops = 1, limit = 100, signal } = options;
  const { id } = await getEntity(context, entity);
  const found = await searchGraph(context, { seeds: [id], hops, limit, ...asOf(options) }, signal);
  const records = new Map(
    (
      await context.journal.get(
        context.space,
        found.entities.map((one) => one.id),
      )
    ).map((record) => [record.id, record]),
  );
  const away = new Map(found.facts.map((fact) => [fact.id, fact.hops]));
  return {
    entities: found.entities.flatMap((one) => {
      const record = records.get(one.id);
      return record === undefined ? [] : [{ ...knownEntity(record), hops: one.hops }];
    }),
    facts: (await currentFacts(context, found)).map((fact) => ({ ...fact, hops: away.get(fact.id) ?? hops })),
    truncated: found.truncated,
  };
}

/** The facts of one shortest way, in its order. */
export async function path(
  context: SpaceContext,
  ends: { readonly from: string; readonly to: string },
  options: NonNullable<Parameters<KnowledgeGraph["path"]>[2]>,
): Promise<readonly KnownFact[]> {
  const [from, to] = [await getEntity(context, ends.from), await getEntity(context, ends.to)];
  const { maxHops: hops = 4 } = options;
  return currentFacts(context, await searchGraph(context, { seeds: [from.id], to: to.id, hops, limit: 100, ...asOf(options) }));
}

/** @throws PagefileError STORE_UNSUPPORTED where no store serves the graph, QUERY_INVALID */
export async function searchGraph(
  context: SpaceContext,
  query: Omit<GraphQuery, "arm" | "kinds">,
  signal?: AbortSignal,
): Promise<GraphResult> {
  const { hops, limit } = query;
  if (!Number.isInteger(hops) || hops < 1 || hops > 4)
    throw new PagefileError("QUERY_INVALID", `Hops are a whole number from 1 to 4; got ${hops}.`);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
    throw new PagefileError("QUERY_INVALID", `A limit of facts is a whole number from 1 to 10,000; got ${limit}.`);
  const store = context.projector.every
    .map(({ following }) => following.store)
    .find(({ capabilities }) => capabilities.serves.fact?.includes("graph") === true);
  if (store === undefined) throw new PagefileError("STORE_UNSUPPORTED", "No store of this memory serves the graph.");
  return store.search(context.space, { arm: "graph", kinds: ["entity", "fact"], ...query }, signal === undefined ? {} : { signal });
}

/** The facts a graph found, as the journal has them now; what it has moved past is left out. */
async function currentFacts(context: SpaceContext, { facts }: GraphResult): Promise<readonly KnownFact[]> {
  const records =
    facts.length === 0
      ? []
      : await context.journal.get(
          context.space,
          facts.map(({ id }) => id),
        );
  const versions = new Map(facts.map(({ id, version }) => [id, version]));
  return knownFacts(context, heldFacts(records.filter(({ id, version }) => versions.get(id) === version)));
}
