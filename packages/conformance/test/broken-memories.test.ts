import { openMemory } from "@pagefile/core";
import type { ArmQuery, Space, Store } from "@pagefile/core/contracts";
import { deterministicEmbedder, inMemoryJournal, inMemoryStore } from "@pagefile/testing";
import { memoryClauses, MemoryContext, type MemorySubject, type SpaceSubject } from "../src/index.ts";
import { SwitchedStore } from "../src/memory/switched-store.ts";
import { altered, type Breakage, testBreakages } from "./breakage.ts";

interface Broken {
  readonly store?: (store: Store) => Partial<Store>;
  readonly space?: (space: SpaceSubject) => Partial<SpaceSubject>;
  readonly memory?: (memory: MemorySubject) => Partial<MemorySubject>;
}

function memoryThat(title: string, broken: Broken, expected: Pick<Breakage<MemoryContext>, "fails" | "areas">): Breakage<MemoryContext> {
  const context = (): MemoryContext => {
    const store = new SwitchedStore(altered<Store>(inMemoryStore({ name: "remote" }), broken.store ?? (() => ({}))));
    const embedder = deterministicEmbedder();
    const whole: MemorySubject = openMemory({ journal: inMemoryJournal(), stores: [store], embedder });
    const memory = altered(whole, (original) => ({
      space: (name) => altered(original.space(name), broken.space ?? (() => ({}))),
      ...broken.memory?.(original),
    }));
    return new MemoryContext({ memory, switched: [store], alone: openMemory({ journal: inMemoryJournal(), embedder }) });
  };
  return { title: `a memory ${title}`, context, ...expected };
}

const everywhere = ["reading", "changing", "agreement"];

testBreakages(memoryClauses, [
  memoryThat(
    "whose store keeps what is deleted",
    {
      store: (store) => ({
        apply: async (space, changes) =>
          store.apply(
            space,
            changes.filter(({ type }) => type === "put"),
          ),
      }),
    },
    {
      fails: [
        "holds nothing of an erased record in any store",
        "takes a deleted record out of every arm, and undo brings it back to each",
        "has stores that agree with the journal after work of every kind, and nothing to repair",
      ],
      areas: everywhere,
    },
  ),
  memoryThat(
    "whose store has one space for all",
    {
      store: (store) => {
        const one = "all/spaces" as Space;
        return {
          apply: async (_space, changes) => store.apply(one, changes),
          search: async (_space: Space, query: ArmQuery, options: object) => store.search(one, query, options) as never,
          scan: () => store.scan(one),
          drop: async () => store.drop(one),
        };
      },
    },
    { fails: ["keeps spaces apart on every arm, also those whose names look alike"], areas: everywhere },
  ),
  memoryThat(
    "whose store has no vectors and says it has",
    {
      store: (store) => ({
        apply: async (space, changes) =>
          store.apply(
            space,
            changes.map((change) =>
              change.type === "remove" || change.vector === undefined ? change : { ...change, vector: { ...change.vector, embedder: "?" } },
            ),
          ),
      }),
    },
    { fails: ["finds what is written by every arm that some store serves"], areas: everywhere },
  ),
  memoryThat(
    "that drops a store and calls it rebuilt",
    {
      memory: (memory) => ({
        async rebuild(name, { space }) {
          await memory.stores.find((store) => store.name === name)?.drop(memory.space(space).name);
          return { pending: [] };
        },
      }),
    },
    { fails: ["reads the same after the rebuild of each store"], areas: ["agreement"] },
  ),
  memoryThat(
    "that says nothing of a store that is down",
    { space: (space) => ({ write: async (drafts) => ({ ...(await space.write(drafts)), pending: [] }) }) },
    { fails: ["acknowledges what a store that is down does not take, says so, and lets it catch up"], areas: ["agreement"] },
  ),
  memoryThat(
    "that always finds itself sound",
    { space: (space) => ({ verify: async () => ({ ...(await space.verify()), sound: true }) }) },
    { fails: ["finds what a store has lost, mends it, and finds nothing to mend a second time"], areas: ["agreement"] },
  ),
  memoryThat(
    "that shows the present for the past",
    {
      space: (space) => ({
        at: (seq) => ({
          list: (page) => space.list(page),
          getMany: async (ids) => space.at(1_000_000).getMany(ids),
          read: async (query, options) => ({ ...(await space.at(1_000_000).read(query, options)), past: { seq } }),
        }),
      }),
    },
    {
      fails: [
        "is at every entry what a replay of its export says, after work of every kind",
        "recalls of the past only what was there, and as it was",
      ],
      areas: ["past"],
    },
  ),
  memoryThat(
    "that compares an entry of the timeline with the present",
    {
      space: (space) => ({
        async timeline(page) {
          const { items, ...rest } = await space.timeline(page);
          const present = new Map((await space.list({ limit: 1_000 })).items.map((record) => [record.id, record]));
          const compared = items.map(({ before: _before, ...item }) => {
            const before = present.get(item.entry.id);
            return before === undefined ? item : { ...item, before };
          });
          return { ...rest, items: compared };
        },
      }),
    },
    { fails: ["shows every entry once in the timeline, with what it replaced, and which of them undo takes back"], areas: ["past"] },
  ),
  memoryThat(
    "that tells a watcher of what is there when it looks, and forgets where it was",
    {
      space: (space) => ({
        async *watch({ after, signal }) {
          for await (const entry of space.watch({ after, signal })) {
            yield entry;
            if (entry.seq % 5 === 0) yield entry;
          }
        },
      }),
    },
    { fails: ["tells a watcher of every entry once and in order, from the one it asks for on"], areas: ["past"] },
  ),
  memoryThat(
    "that repairs and repairs",
    { space: (space) => ({ repair: async () => ({ ...(await space.repair()), repaired: 1 }) }) },
    {
      fails: [
        "finds what a store has lost, mends it, and finds nothing to mend a second time",
        "has stores that agree with the journal after work of every kind, and nothing to repair",
      ],
      areas: ["agreement"],
    },
  ),
]);
