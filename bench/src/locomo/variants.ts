import { openMemory, type ReadOptions, type RetrievalWeights, type SpaceMemory } from "@pagefile/core";
import type { Store } from "@pagefile/core/contracts";
import type { ReturnedTurn } from "./measures.ts";
import type { Replayed } from "./replay.ts";

/** One way of asking, measured beside the others. */
export interface Variant {
  readonly name: string;
  ask(replayed: Replayed, question: string): Promise<readonly ReturnedTurn[]>;
}

const noCues = { speaker: 0, date: 0, duration: 0, question: 0, role: 0 } satisfies Partial<RetrievalWeights>;
const armOnly = { ...noCues, group: 0 } satisfies Partial<RetrievalWeights>;
const depth = 200;

/** The recipe, its arms alone, and the recipe without each of its parts. */
export function variants(vectors: boolean): readonly Variant[] {
  const arms = vectors ? (["lexical", "vector", "time"] as const) : (["lexical", "time"] as const);
  return [
    variant("together", { arms }),
    variant("lexical", { arms: ["lexical"], weights: armOnly }),
    ...(vectors ? [variant("vector", { arms: ["vector"], weights: armOnly }), equalRanks] : []),
    { name: "without spread", ask: (replayed, question) => ask(replayed, unspread(replayed), { question, arms }) },
    variant("without group", { arms, weights: { group: 0 } }),
    variant("without cues", { arms, weights: noCues }),
  ];
}

function variant(name: string, options: ReadOptions): Variant {
  return { name, ask: (replayed, question) => ask(replayed, replayed.space, { question, ...options }) };
}

/** The field's default, for contrast: reciprocal ranks of both arms, k = 60, equal weights. */
const equalRanks: Variant = {
  name: "equal ranks (RRF 60)",
  async ask(replayed, question) {
    const lists = [
      await ask(replayed, replayed.space, { question, arms: ["lexical", "time"] }),
      await ask(replayed, replayed.space, { question, arms: ["vector"], weights: armOnly }),
    ];
    const scores = new Map<ReturnedTurn["turn"], number>();
    for (const list of lists) list.forEach(({ turn }, at) => scores.set(turn, (scores.get(turn) ?? 0) + 1 / (61 + at)));
    return [...scores].map(([turn, score]) => ({ turn, score })).sort((a, b) => b.score - a.score);
  },
};

async function ask(replayed: Replayed, space: SpaceMemory, request: ReadOptions & { question: string }): Promise<readonly ReturnedTurn[]> {
  const { question, ...options } = request;
  const { hits, partial, searched } = await space.read(question, { limit: depth, kinds: ["message"], ...options });
  if (partial)
    throw new Error(`A search was partial: ${searched.map(({ arm, status, reason }) => `${arm} ${status} ${reason ?? ""}`).join("; ")}`);
  return hits.flatMap(({ id, score }) => {
    const turn = replayed.turnOf.get(id);
    return turn === undefined ? [] : [{ turn, score }];
  });
}

const unspreadSpaces = new WeakMap<Replayed, SpaceMemory>();

/** The same memory, its lexical search seen through a store that sets no record beside another. */
function unspread(replayed: Replayed): SpaceMemory {
  const known = unspreadSpaces.get(replayed);
  if (known !== undefined) return known;
  const { journal, memory } = replayed;
  const inner = journal.store;
  if (inner === undefined) throw new TypeError("The journal has no store.");
  const store: Store = {
    name: "unspread",
    capabilities: { serves: { message: ["lexical"] }, transactional: ["lexical"], filters: "all" },
    apply: async () => {},
    async search(space, query, options) {
      const result = await inner.search(space, query.arm === "lexical" ? { ...query, radius: 0 } : query, options);
      if (!("candidates" in result)) return result;
      return Object.assign({}, result, {
        candidates: result.candidates.map((candidate) => ({ ...candidate, position: candidate.position * 10 })),
      });
    },
    scan: (space) => inner.scan(space),
    drop: async () => {},
    close: async () => {},
  };
  const { embedder } = memory;
  const made = openMemory({ journal, stores: [store], armDeadlineMs: 60_000, ...(embedder !== undefined && { embedder }) }).space(
    replayed.space.name,
  );
  unspreadSpaces.set(replayed, made);
  return made;
}
