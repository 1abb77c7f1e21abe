import {
  type ArmQuery,
  type Filter,
  type IndexedChange,
  type Journal,
  type LexicalResult,
  matchesFilter,
  type MemoryRecord,
  type RecordId,
  type Space,
  type Store,
} from "@pagefile/core/contracts";
import { inMemoryJournal, inMemoryStore } from "@pagefile/testing";
import { type StoreContext, storeClauses, storeContext } from "../src/index.ts";
import { altered, type Breakage, testBreakages } from "./breakage.ts";

type Alteration = (store: Store) => Partial<Store>;
type Expected = Pick<Breakage<StoreContext>, "fails" | "areas">;

function storeThat(title: string, alter: Alteration, expected: Expected): Breakage<StoreContext> {
  const context = (): StoreContext => storeContext({ store: altered<Store>(inMemoryStore({ name: "broken" }), alter) });
  return { title: `a store that ${title}`, context, ...expected };
}

/** A store that changes queries, results or both on their way. */
function searching(
  change: (query: ArmQuery) => ArmQuery,
  results: (found: unknown, query: ArmQuery) => unknown = (found) => found,
): Alteration {
  return (store) => ({
    search: async (space: Space, query: ArmQuery, options: object) =>
      results(await store.search(space, change(query), options), query) as never,
  });
}

const same = (query: ArmQuery): ArmQuery => query;

/** Keeps for each record the last change that came, whatever its version. */
const takesWhatComesLast: Alteration = (store) => {
  const spaces = new Map<Space, Map<RecordId, IndexedChange[]>>();
  return {
    async apply(space, changes) {
      await store.apply(space, changes);
      const last = spaces.get(space) ?? new Map<RecordId, IndexedChange[]>();
      spaces.set(space, last);
      for (const change of changes) {
        const id = change.type === "put" ? change.record.id : change.id;
        const kept = last.get(id) ?? [];
        const newest = kept.at(-1);
        const adds = change.type === "put" && newest?.type === "put" && newest.record.version === change.record.version;
        if (change.type === "remove") last.set(id, [...kept, { ...change, version: 1e9 }]);
        else last.set(id, adds ? [...kept, change] : [change]);
      }
      await store.drop(space);
      await store.apply(space, [...last.values()].flat());
    },
    async drop(space) {
      spaces.delete(space);
      await store.drop(space);
    },
  };
};

const filtersAfterwards: Alteration = (store) => {
  const records = new Map<RecordId, MemoryRecord>();
  const passes = (filter: Filter, { id }: { id: RecordId }): boolean => matchesFilter(filter, records.get(id) as MemoryRecord);
  return {
    apply(space, changes) {
      for (const change of changes) if (change.type === "put") records.set(change.record.id, change.record);
      return store.apply(space, changes);
    },
    async search(space: Space, { filter, ...query }: ArmQuery, options: object) {
      const found: unknown = await store.search(space, query, options);
      if (filter === undefined) return found as never;
      if (Array.isArray(found)) return found.filter((match) => passes(filter, match)) as never;
      const { candidates, statistics } = found as { candidates: { id: RecordId }[]; statistics: unknown };
      return { candidates: candidates.filter((candidate) => passes(filter, candidate)), statistics } as never;
    },
  };
};

/** Compares as SQLite and JavaScript do when nobody asks about types. */
function loosened(filter: Filter): Filter {
  if ("and" in filter) return { and: filter.and.map(loosened) };
  if ("or" in filter) return { or: filter.or.map(loosened) };
  if ("not" in filter) return { not: loosened(filter.not) };
  if (!("equals" in filter)) return filter;
  const { attribute, equals } = filter;
  return { attribute, in: [equals, String(equals), ...(equals === "" ? [] : [Number(equals)])] };
}

function foldAccents(change: IndexedChange): IndexedChange {
  if (change.type === "remove" || change.document === undefined) return change;
  const terms = change.document.terms.map((term) => term.normalize("NFD").replaceAll(/\p{M}/gu, ""));
  return { ...change, document: { ...change.document, terms } };
}

function takenOutFirst(change: IndexedChange): IndexedChange[] {
  if (change.type === "remove" || change.vector !== undefined) return [change];
  const { id, version } = change.record;
  return [{ type: "remove", seq: change.seq, id, version }, change];
}

const keepsOrphans: Alteration = (store) => {
  const removed = new Map<Space, { id: RecordId; version: number; arm: "lexical" }[]>();
  return {
    async apply(space, changes) {
      for (const change of changes)
        if (change.type === "remove")
          removed.set(space, [...(removed.get(space) ?? []), { id: change.id, version: change.version, arm: "lexical" }]);
      await store.apply(space, changes);
    },
    async *scan(space) {
      yield* store.scan(space);
      yield* removed.get(space) ?? [];
    },
  };
};

/** Counts a record again whenever a change of it comes. */
const countsChanges: Alteration = (store) => {
  const puts = new Map<Space, number>();
  return {
    async apply(space, changes) {
      puts.set(space, (puts.get(space) ?? 0) + changes.filter(({ type }) => type === "put").length);
      await store.apply(space, changes);
    },
    async search(space: Space, query: ArmQuery, options: object) {
      const found: unknown = await store.search(space, query, options);
      if (query.arm !== "lexical") return found as never;
      const { candidates, statistics } = found as LexicalResult;
      return { candidates, statistics: { ...statistics, documents: puts.get(space) ?? 0 } } as never;
    },
  };
};

const lowerCase = (space: Space): Space => space.toLowerCase() as Space;

function toLength(values: Float32Array): Float32Array {
  return values.length === 3 ? Float32Array.from({ length: 16 }, (_, at) => values[at] ?? 0) : values;
}

function journalThat(title: string, alter: (journal: Journal) => Partial<Journal>, expected: Expected): Breakage<StoreContext> {
  return {
    title: `a journal whose store ${title}`,
    context: () => storeContext({ journal: altered<Journal>(inMemoryJournal(), alter) }),
    ...expected,
  };
}

testBreakages(storeClauses, [
  storeThat("lets older versions replace newer ones", takesWhatComesLast, {
    fails: [
      "never lets an older version replace a newer one",
      "lets no late change bring back a record that was removed",
      "lets no late removal take away a record that was written again",
      "follows a fact to its new version, and never back to an older one",
    ],
    areas: ["apply", "graph"],
  }),
  storeThat("counts a replaced record twice", countsChanges, {
    fails: ["shows the newest version only", "counts documents, lengths and frequencies over the whole space, whatever filter and limit"],
    areas: ["apply", "lexical"],
  }),
  storeThat(
    "compares without regard to types",
    searching((query) => (query.filter === undefined ? query : { ...query, filter: loosened(query.filter) })),
    {
      fails: ["compares values with values of their own type only"],
      areas: ["filter"],
    },
  ),
  storeThat("filters after the limit", filtersAfterwards, {
    fails: [
      "filters before it takes the best",
      "filters before it takes the nearest",
      "filters before it applies the limit, and keeps the first by order",
      "filters the matches and not their neighbours",
    ],
    areas: ["lexical", "vector", "time"],
  }),
  storeThat(
    "folds the names of spaces",
    (store) => ({
      apply: (space, changes) => store.apply(lowerCase(space), changes),
      search: (space: Space, query: ArmQuery, options: object) => store.search(lowerCase(space), query, options) as never,
      scan: (space) => store.scan(lowerCase(space)),
      drop: (space) => store.drop(lowerCase(space)),
    }),
    { fails: ["finds in each of many look-alike spaces only its own"], areas: ["spaces"] },
  ),
  storeThat(
    "adds neighbours from too far away",
    searching((query) => (query.arm === "lexical" && query.radius > 0 ? { ...query, radius: query.radius + 1 } : query)),
    {
      fails: ["adds the neighbours in the group up to the radius, matching or not, past the gaps of deletions"],
      areas: ["lexical"],
    },
  ),
  storeThat(
    "says of neighbours below the limit that they do not match",
    searching(same, (found, query) => {
      if (query.arm !== "lexical") return found;
      const { candidates, statistics } = found as LexicalResult;
      return { candidates: candidates.map((one, at) => (at < query.limit ? one : { ...one, matched: false })), statistics };
    }),
    {
      fails: ["says of a neighbour that ranks below the limit whether it satisfies the query"],
      areas: ["lexical"],
    },
  ),
  storeThat(
    "calls every candidate a message",
    searching(same, (found, query) => {
      if (query.arm !== "lexical") return found;
      const { candidates, statistics } = found as LexicalResult;
      return { candidates: candidates.map((one) => ({ ...one, kind: "message" })), statistics };
    }),
    {
      fails: ["keeps groups of different kinds apart, even of the same name"],
      areas: ["lexical"],
    },
  ),
  storeThat(
    "forgets the vector of a version that comes again without one",
    (store) => ({
      apply: (space, changes) => store.apply(space, changes.flatMap(takenOutFirst)),
    }),
    {
      fails: ["keeps the vector of a version that comes again without one"],
      areas: ["apply"],
    },
  ),
  storeThat("folds accents of its own accord", (store) => ({ apply: (space, changes) => store.apply(space, changes.map(foldAccents)) }), {
    fails: ["finds exactly the records that hold a term, with their words and versions"],
    areas: ["lexical"],
  }),
  storeThat(
    "returns the farthest vectors first",
    searching(same, (found, query) => (query.arm === "vector" ? (found as unknown[]).toReversed() : found)),
    {
      fails: ["finds the nearest records: all of them by exact search, 95 % by approximate", "scores by cosine, the nearest first"],
      areas: ["vector"],
    },
  ),
  storeThat(
    "misses one vector in ten",
    searching(same, (found, query) =>
      query.arm === "vector" && (found as unknown[]).length > 9 ? (found as unknown[]).toSpliced(4, 1) : found,
    ),
    {
      fails: ["finds the nearest records: all of them by exact search, 95 % by approximate"],
      areas: ["vector", "apply", "filter"],
    },
  ),
  storeThat(
    "pads vectors to the length it wants",
    (store) => ({
      apply: (space, changes) =>
        store.apply(
          space,
          changes.map((change) =>
            change.type === "put" && change.vector
              ? { ...change, vector: { ...change.vector, values: toLength(change.vector.values) } }
              : change,
          ),
        ),
      ...searching((query) => (query.arm === "vector" ? { ...query, vector: toLength(query.vector) } : query))(store),
    }),
    { fails: ["refuses a vector of another length than it holds for the embedder"], areas: ["vector"] },
  ),
  storeThat(
    "excludes the start of a time range",
    searching((query) =>
      query.arm === "time" && query.from !== undefined ? { ...query, from: new Date(Date.parse(query.from) + 1).toISOString() } : query,
    ),
    {
      fails: ["includes the start of a range and excludes its end"],
      areas: ["time"],
    },
  ),
  storeThat(
    "returns nothing for what it cannot do",
    (store) => ({
      search: (space: Space, query: ArmQuery, options: object) => {
        const nothing = query.arm === "lexical" ? { candidates: [], statistics: { documents: 0, averageLength: 0, frequencies: [] } } : [];
        const served = query.kinds.every((kind) => store.capabilities.serves[kind]?.includes(query.arm) === true);
        return (served ? store.search(space, query, options) : Promise.resolve(nothing)) as never;
      },
    }),
    { fails: ["serves the kinds and arms it declares, and refuses the others"], areas: ["search"] },
  ),
  storeThat(
    "does not look at the signal",
    (store) => ({ search: (space: Space, query: ArmQuery) => store.search(space, query, {}) as never }),
    {
      fails: ["gives up with the signal's reason when the signal is aborted"],
      areas: ["search"],
    },
  ),
  storeThat("still scans what was removed", keepsOrphans, {
    fails: ["removes a record from every arm, and takes what is not there as removed"],
    areas: ["apply", "scan and drop"],
  }),
  storeThat("drops nothing", () => ({ drop: async () => {} }), {
    fails: [
      "forgets a dropped space and can be filled again",
      "keeps one id apart in two spaces, when it is changed, removed or dropped in one",
      "never leads into another space, not even by the same ids",
    ],
    areas: ["scan and drop", "spaces", "graph"],
  }),
  journalThat(
    "indexes nothing by itself",
    (journal) => ({
      append: (space, changes, options) =>
        journal.append(
          space,
          changes.map((change) => (change.type === "put" ? withoutDocument(change) : change)),
          options,
        ),
      restore: (space, entries) => journal.restore(space, entries, () => undefined),
    }),
    {
      fails: ["shows an append in its transactional arms at once, without apply", "indexes what is restored by the documents it is given"],
      areas: ["in the journal's transaction", "lexical"],
    },
  ),
]);

function withoutDocument<T extends { readonly document?: unknown }>({ document: _document, ...change }: T): Omit<T, "document"> {
  return change;
}
