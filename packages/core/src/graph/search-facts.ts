import type { SpaceContext } from "../memory/space-context.ts";
import { heldFacts } from "./fact-range.ts";
import { asOf, knownFacts } from "./facts-known.ts";
import type { GraphRecall, GraphSearchOptions } from "./knowledge-graph.ts";

/** Reads facts by every arm, as a read of the whole memory does. */
export async function searchFacts(context: SpaceContext, query: string, options: GraphSearchOptions): Promise<GraphRecall> {
  const { hops, limit, budgetTokens, signal } = options;
  const recall = await context.reader.read(context.space, query, {
    kinds: ["fact"],
    ...asOf(options),
    ...(hops !== undefined && { hops }),
    ...(limit !== undefined && { limit }),
    ...(budgetTokens !== undefined && { budgetTokens }),
    ...(signal !== undefined && { signal }),
  });
  const hits = new Map(recall.hits.map((hit) => [hit.id, hit]));
  const known = await knownFacts(context, heldFacts(recall.hits.map(({ record }) => record)));
  const { confidence, searched, partial, total } = recall;
  const facts = known.flatMap((fact) => {
    const hit = hits.get(fact.id);
    return hit === undefined ? [] : [{ ...fact, score: hit.score, rank: hit.rank, why: hit.why }];
  });
  // A line is of a fact that is told of, or nobody would know what the text rests on.
  const told = new Set(facts.map(({ id }) => id));
  const lines = recall.text.split("\n").filter((_, at) => told.has(recall.hits[at]?.id ?? ""));
  return { facts, confidence, searched, partial, total, text: lines.join("\n") };
}
