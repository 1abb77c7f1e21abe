import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { instant } from "../journal/journal-context.ts";
import { recordIds } from "../record-ids.ts";
import type { MemoryContext } from "./memory-context.ts";

export const changingClauses: readonly Clause<MemoryContext>[] = inArea("changing", [
  {
    title: "shows an update on every arm, and the old text on none",
    async run(context) {
      const space = context.space();
      const ids = await context.write(space, context.drafts(6, "cormorant"));
      const [id = ""] = ids;
      await space.update(id, { text: "The harbour has a pelican." });
      expect(await context.foundByAll(space)).toEqual(context.allOf(ids));
      const hits = async (query: string): Promise<readonly string[]> =>
        (await space.read(query, { arms: ["lexical"], limit: 20 })).hits.map((hit) => hit.id);
      expect(await hits("pelican")).toEqual([id]);
      expect((await hits("cormorant")).toSorted()).toEqual(ids.slice(1).toSorted());
    },
  },
  {
    title: "takes a deleted record out of every arm, and undo brings it back to each",
    async run(context) {
      const space = context.space();
      const ids = await context.write(space, context.drafts(6));
      const [id = ""] = ids;
      await space.delete(id);
      expect(await context.foundByAll(space)).toEqual(context.allOf(ids.slice(1)));
      // A read hides what the journal no longer has, so the stores are asked too.
      for (const store of context.memory.stores) expect((await context.held(store, space)).has(id), store.name).toBe(false);
      await space.undo(id);
      expect(await context.foundByAll(space)).toEqual(context.allOf(ids));
      expect(await space.verify()).toMatchObject({ sound: true });
    },
  },
  {
    title: "holds nothing of an erased record in any store",
    async run(context) {
      const space = context.space();
      const ids = await context.write(space, context.drafts(6));
      const [id = ""] = ids;
      await space.update(id, { text: "The harbour changed." });
      expect(await space.erase(id)).toMatchObject({ erased: [id], pending: [] });
      expect(await context.foundByAll(space)).toEqual(context.allOf(ids.slice(1)));
      for (const store of context.memory.stores) expect((await context.held(store, space)).has(id), store.name).toBe(false);
    },
  },
  {
    title: "knows the edge of a fact in every store that serves the graph, until the fact is deleted",
    unless: (context) => (context.serving("fact", "graph") === undefined ? "no store serves the graph" : undefined),
    async run(context) {
      const space = context.space();
      const [ana, porto, fact] = [recordIds.next(), recordIds.next(), recordIds.next()];
      const entity = (id: string, name: string) =>
        ({
          kind: "entity",
          id,
          text: name,
          body: { name, aliases: [] },
          collection: "entities",
          key: name.toLowerCase(),
          index: true,
        }) as const;
      const body = { subject: ana, predicate: "lives_in", object: porto, single: true, validFrom: instant(0) };
      const edge = {
        kind: "fact",
        id: fact,
        text: "Ana lives in Porto.",
        body,
        collection: ana,
        key: `lives_in ${fact}`,
        index: true,
      } as const;
      await space.write([entity(ana, "Ana"), entity(porto, "Porto"), edge]);
      const stores = context.memory.stores.filter(({ capabilities }) => capabilities.serves.fact?.includes("graph"));
      const query = { arm: "graph", kinds: ["entity", "fact"], seeds: [porto], hops: 1, limit: 10 } as const;
      const around = async (): Promise<readonly (readonly string[])[]> =>
        Promise.all(stores.map(async (store) => (await store.search<"graph">(space.name, query, {})).facts.map(({ id }) => id)));
      expect(await around()).toEqual(stores.map(() => [fact]));
      await space.delete(fact);
      expect(await around()).toEqual(stores.map(() => []));
      expect(await space.verify()).toMatchObject({ sound: true });
    },
  },
]);
