import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import type { MemoryContext } from "./memory-context.ts";

const needsStores = ({ switched }: MemoryContext): string | undefined =>
  switched.length === 0 ? "there is no store beside the journal's own" : undefined;

export const agreementClauses: readonly Clause<MemoryContext>[] = inArea("agreement", [
  {
    title: "has stores that agree with the journal after work of every kind, and nothing to repair",
    async run(context) {
      const space = context.space();
      const ids = await context.work(space, 60);
      expect(await space.verify()).toMatchObject({
        sound: true,
        stores: context.memory.stores.map(({ name }) => ({ store: name, behind: 0 })),
      });
      expect((await space.repair()).repaired).toBe(0);
      const found = await context.found(space, "lexical");
      expect(found).toEqual(ids.toSorted());
    },
  },
  {
    title: "reads the same after the rebuild of each store",
    async run(context) {
      const space = context.space();
      await context.write(space, context.drafts(40));
      const read = async (): Promise<unknown> =>
        (await space.read("harbour lantern", { arms: context.arms, limit: 50 })).hits.map(({ id, score }) => `${id} ${score.toFixed(4)}`);
      const before = await read();
      for (const { name } of context.memory.stores) {
        expect(await context.memory.rebuild(name, { space: space.name }), name).toMatchObject({ pending: [] });
        expect(await read(), name).toEqual(before);
        expect(await space.verify(), name).toMatchObject({ sound: true });
      }
    },
  },
  {
    title: "finds what a store has lost, mends it, and finds nothing to mend a second time",
    async run(context) {
      const space = context.space();
      const ids = await context.write(space, context.drafts(20));
      for (const store of context.memory.stores) {
        if ((await context.held(store, space)).size === 0) continue;
        await store.drop(space.name);
        const { sound, stores } = await space.verify();
        expect([sound, stores.filter(({ findings }) => findings.length > 0).map((report) => report.store)]).toEqual([false, [store.name]]);
        expect(await space.repair()).toMatchObject({ verified: { sound: true } });
        expect((await space.repair()).repaired).toBe(0);
      }
      expect(await context.foundByAll(space)).toEqual(context.allOf(ids));
    },
  },
  {
    title: "acknowledges what a store that is down does not take, says so, and lets it catch up",
    unless: needsStores,
    async run(context) {
      const space = context.space();
      const ids = [...(await context.write(space, context.drafts(10)))];
      for (const store of context.switched) {
        const { serves } = store.capabilities;
        if (serves.message === undefined && serves.passage === undefined) continue;
        store.down = true;
        try {
          const drafts = context.drafts(6, `during${store.name}`);
          const concerned = drafts.filter(({ kind }) => serves[kind] !== undefined);
          const receipt = await space.write(drafts);
          ids.push(...receipt.records.map(({ id }) => id));
          if (concerned.length > 0) expect(receipt.pending.map((pending) => pending.store)).toEqual([store.name]);
          const { searched, partial } = await space.read("harbour", { arms: context.arms, limit: 5 });
          if (searched.some((report) => report.store === store.name)) expect(partial, store.name).toBe(true);
          const report = (await space.verify()).stores.find((one) => one.store === store.name);
          expect(report?.unavailable, store.name).toContain("switched off");
        } finally {
          store.down = false;
        }
        expect(await context.memory.catchUp()).toEqual([]);
        expect(await space.verify(), store.name).toMatchObject({ sound: true });
        expect(await context.foundByAll(space), store.name).toEqual(context.allOf(ids));
      }
    },
  },
]);
