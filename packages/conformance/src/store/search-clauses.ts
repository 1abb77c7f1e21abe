import { arms, type ArmQuery, recordKinds, type Space } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { collect } from "../collect.ts";
import { expectError } from "../expect-error.ts";
import { lookAlikes } from "../journal/space-clauses.ts";
import { embedderId, probe, type StoreContext } from "./store-context.ts";

export const searchClauses: readonly Clause<StoreContext>[] = inArea("search", [
  {
    title: "serves the kinds and arms it declares, and refuses the others",
    async run(context) {
      const bounds = { limit: 5 };
      for (const kind of recordKinds) {
        const queries: ArmQuery[] = [
          { arm: "lexical", kinds: [kind], terms: ["common"], radius: 0, ...bounds },
          { arm: "vector", kinds: [kind], embedder: embedderId, vector: probe, ...bounds },
          { arm: "time", kinds: [kind], order: "newest", ...bounds },
        ];
        for (const query of queries) {
          const search = context.store.search(context.space, query, {});
          if (context.kinds(query.arm).includes(kind)) await search;
          else await expectError("STORE_UNSUPPORTED", search);
        }
      }
    },
  },
  {
    title: "declares arms and kinds that exist, and transactional arms only inside a journal",
    async run({ store, journal }) {
      const { serves, transactional = [] } = store.capabilities;
      expect(recordKinds).toEqual(expect.arrayContaining(Object.keys(serves)));
      expect(arms).toEqual(expect.arrayContaining([...Object.values(serves).flat(), ...transactional]));
      if (journal === undefined) expect(transactional).toEqual([]);
      expect(store.name).not.toBe("");
    },
  },
  {
    title: "gives up with the signal's reason when the signal is aborted",
    async run(context) {
      const signal = AbortSignal.abort(new Error("no longer wanted"));
      for (const arm of context.arms) {
        const bounds = { kinds: context.kinds(arm), limit: 5 };
        const queries = {
          lexical: { arm: "lexical", terms: ["common"], radius: 0, ...bounds },
          vector: { arm: "vector", embedder: embedderId, vector: probe, ...bounds },
          time: { arm: "time", order: "newest", ...bounds },
        } as const;
        await expect(context.store.search(context.space, queries[arm], { signal })).rejects.toThrow("no longer wanted");
      }
    },
  },
]);

export const storeSpaceClauses: readonly Clause<StoreContext>[] = inArea("spaces", [
  {
    title: "finds in each of many look-alike spaces only its own",
    async run(context) {
      const kind = context.kind(context.arms[0] ?? "lexical");
      const spaces = lookAlikes(context.tenant);
      const own = new Map<Space, string[]>();
      for (const space of spaces) {
        const records = await context.write(
          [
            { kind, group: "g" },
            { kind, group: "g", terms: ["common", "neighbour"] },
          ],
          space,
        );
        own.set(
          space,
          records.map(({ id }) => id),
        );
      }
      for (const [space, ids] of own) {
        for (const arm of context.arms) expect(await context.found(arm, {}, space), `${arm} in ${space}`).toEqual(ids);
        expect(new Set((await collect(context.store.scan(space))).map(({ id }) => id)), space).toEqual(new Set(ids));
        if (!context.arms.includes("lexical")) continue;
        const { candidates, statistics } = await context.lexical(["neighbour"], { radius: 8 }, space);
        expect(candidates.map(({ id }) => id).toSorted()).toEqual(ids);
        expect(statistics).toEqual({ documents: 2, averageLength: 1.5, frequencies: [1] });
      }
    },
  },
  {
    title: "keeps one id apart in two spaces, when it is changed, removed or dropped in one",
    async run(context) {
      const kind = context.kind(context.arms[0] ?? "lexical");
      const [first, second, third] = lookAlikes(context.tenant) as [Space, Space, Space];
      const { id } = await context.writeOne({ kind }, first);
      for (const space of [second, third]) await context.writeOne({ kind, id }, space);
      await context.writeOne({ kind, id, terms: ["common", "changed"] }, first);
      await context.remove([id], first);
      await context.store.drop(second);
      for (const arm of context.arms) {
        expect(await context.found(arm, {}, first)).toEqual([]);
        expect(await context.found(arm, {}, second)).toEqual([]);
        expect(await context.found(arm, {}, third)).toEqual([id]);
      }
    },
  },
]);
