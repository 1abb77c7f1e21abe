import type { ArmQuery, GraphFact, GraphQuery, GraphResult, IndexedChange, RecordId, Space, Store } from "@pagefile/core/contracts";
import { inMemoryStore } from "@pagefile/testing";
import { type StoreContext, storeClauses, storeContext } from "../src/index.ts";
import { altered, type Breakage, testBreakages } from "./breakage.ts";

type Alteration = (store: Store) => Partial<Store>;

/** A breakage that fails clauses on the graph, and of other areas where `also` says so. */
function graphThat(title: string, alter: Alteration, fails: readonly string[]): Breakage<StoreContext> {
  const context = (): StoreContext => storeContext({ store: altered<Store>(inMemoryStore({ name: "broken" }), alter) });
  return { title: `a graph that ${title}`, context, fails, areas: ["graph"] };
}

function also(breakage: Breakage<StoreContext>, areas: readonly string[]): Breakage<StoreContext> {
  return { ...breakage, areas: [...breakage.areas, ...areas] };
}

/** Changes the queries of the graph, their results or both. */
function asking(
  change: (query: GraphQuery) => GraphQuery,
  result: (found: GraphResult, query: GraphQuery) => GraphResult = (found) => found,
): Alteration {
  return (store) => ({
    search: async (space: Space, query: ArmQuery, options: object) =>
      (query.arm === "graph"
        ? result(await store.search<"graph">(space, change(query), options), query)
        : await store.search(space, query, options)) as never,
  });
}

function finding(facts: (found: readonly GraphFact[], query: GraphQuery) => readonly GraphFact[]): Alteration {
  return asking(
    (query) => query,
    (found, query) => ({ ...found, facts: facts(found.facts, query) }),
  );
}

/** Reads the time of a fact as it keeps it, with other bounds. */
const shifted = (query: GraphQuery, ms: number): GraphQuery =>
  query.at === undefined ? query : { ...query, at: new Date(Date.parse(query.at) + ms).toISOString() };

const oneForAll: Alteration = (store) => {
  const shared = "conformance/shared" as Space;
  return {
    apply: async (space, changes) => {
      await store.apply(space, changes);
      await store.apply(shared, changes.filter(isGraph));
    },
    search: (space: Space, query: ArmQuery, options: object) =>
      store.search(query.arm === "graph" ? shared : space, query, options) as never,
  };
};

function isGraph(change: IndexedChange): boolean {
  return change.type === "put" && (change.record.kind === "entity" || change.record.kind === "fact");
}

/** Keeps each edge as it first came. */
const firstEdge: Alteration = (store) => {
  const edges = new Map<RecordId, IndexedChange>();
  const kept = (change: IndexedChange): IndexedChange => {
    if (change.type !== "put" || change.document?.edge === undefined) return change;
    const first = edges.get(change.record.id) ?? change;
    edges.set(change.record.id, first);
    return first.type === "put" && first.document !== undefined ? { ...change, document: first.document } : change;
  };
  return { apply: (space, changes) => store.apply(space, changes.map(kept)) };
};

/** Takes facts out when they are removed, and no entity ever. */
const keepsEntities: Alteration = (store) => {
  const entities = new Set<RecordId>();
  return {
    async apply(space, changes) {
      for (const change of changes) if (change.type === "put" && change.record.kind === "entity") entities.add(change.record.id);
      await store.apply(
        space,
        changes.filter((change) => change.type === "put" || !entities.has(change.id)),
      );
    },
  };
};

/** Makes an entity of every end that is not there. */
const inventsEnds: Alteration = (store) => ({
  apply: (space, changes) => store.apply(space, [...changes.flatMap(invented), ...changes]),
});

function invented(change: IndexedChange): IndexedChange[] {
  if (change.type !== "put" || change.document?.edge === undefined) return [];
  const { edge: _edge, ...document } = change.document;
  const { subject, object = subject } = change.document.edge;
  const record = { ...change.record, kind: "entity", version: 1, tags: [] } as const;
  return [...new Set([subject, object])].map((id) => ({ type: "put", seq: change.seq, record: { ...record, id }, document }));
}

testBreakages(storeClauses, [
  graphThat("keeps what was removed", keepsEntities, ["leaves out a removed fact, and every fact of a removed entity"]),
  graphThat(
    "follows facts only from their subject",
    finding((facts, { seeds }) => facts.filter((fact) => fact.hops > 1 || seeds.includes(fact.subject))),
    ["finds the facts around an entity, from it and to it, and the entities they name"],
  ),
  graphThat(
    "forgets evidence",
    finding((facts) => facts.map((fact) => ({ ...fact, evidence: [] }))),
    ["returns a fact with its whole edge"],
  ),
  graphThat(
    "goes one step too far",
    asking((query) => ({ ...query, hops: query.hops + 1 })),
    ["goes as many facts far as asked, counted from the nearest seed, and each way round only once"],
  ),
  graphThat(
    "returns the oldest facts first",
    finding((facts, { to }) => (to === undefined ? facts.toReversed().toSorted((a, b) => a.hops - b.hops) : facts)),
    ["keeps the nearest facts within the limit, among equals the newest, and says that it cut some off"],
  ),
  graphThat(
    "does not say that it cut facts off",
    asking(
      (query) => query,
      (found) => ({ ...found, truncated: false }),
    ),
    ["keeps the nearest facts within the limit, among equals the newest, and says that it cut some off"],
  ),
  graphThat(
    "names entities of facts it cut off",
    asking(
      (query) => query,
      (found, query) => ({
        ...found,
        entities: found.truncated ? [...found.entities, ...query.seeds.map((id) => ({ id, version: 1, hops: 0 }))] : found.entities,
      }),
    ),
    ["keeps the nearest facts within the limit, among equals the newest, and says that it cut some off"],
  ),
  graphThat(
    "finds at most a hundred facts",
    asking((query) => ({ ...query, limit: Math.min(100, query.limit) })),
    ["finds every fact of an entity that has many"],
  ),
  graphThat(
    "excludes the moment a fact begins",
    asking((query) => shifted(query, -1)),
    ["returns facts that hold at a time: from validFrom, included, to validTo, excluded"],
  ),
  graphThat(
    "walks over facts that no longer hold",
    (store) => ({
      search: async (space: Space, query: ArmQuery, options: object) => {
        if (query.arm !== "graph" || query.at === undefined) return (await store.search(space, query, options)) as never;
        const { at, ...always } = query;
        const found = await store.search<"graph">(space, always, options);
        return { ...found, facts: found.facts.filter(({ validFrom = "", validTo = "~" }) => validFrom <= at && at < validTo) } as never;
      },
    }),
    ["goes on only over facts that hold at the time asked for"],
  ),
  graphThat(
    "does not look at what was known when",
    asking(({ knownBy: _knownBy, ...query }) => query),
    ["returns facts whose record was created by a time, included"],
  ),
  graphThat(
    "returns everything around where a way is asked for",
    asking(({ to: _to, ...query }) => query),
    [
      "finds one shortest way to an entity, in its order, along facts of either direction",
      "finds no way where there is none, beyond the hops, or to where it starts",
    ],
  ),
  graphThat(
    "returns a way back to front",
    finding((facts, { to }) => (to === undefined ? facts : facts.toReversed())),
    ["finds one shortest way to an entity, in its order, along facts of either direction"],
  ),
  also(
    graphThat("makes an entity of every end it does not know", inventsEnds, [
      "passes over a seed that is not there, and leaves out a fact that leads to nothing until it does",
    ]),
    ["scan and drop", "filter"],
  ),
  graphThat("keeps each fact as it first was", firstEdge, ["follows a fact to its new version, and never back to an older one"]),
  also(graphThat("keeps one graph for all spaces", oneForAll, ["never leads into another space, not even by the same ids"]), [
    "search",
    "scan and drop",
  ]),
  also(
    graphThat(
      "does not say what it holds",
      (store) => ({
        async *scan(space) {
          for await (const item of store.scan(space)) if (item.arm !== "graph") yield item;
        },
      }),
      ["scans entities and facts as copies of the graph, those that lead to nothing included"],
    ),
    ["scan and drop"],
  ),
]);
