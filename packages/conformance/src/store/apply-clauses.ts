import type { Arm, IndexedChange, MemoryRecord } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { collect } from "../collect.ts";
import { instant } from "../journal/journal-context.ts";
import { type Draft, embedderId, putChange, type StoreContext } from "./store-context.ts";

/** A draft of a kind that all of the store's arms serve, where there is one. */
function draft(context: StoreContext, more: Draft = {}): Draft {
  const [kind = "message"] = Object.keys(context.store.capabilities.serves) as MemoryRecord["kind"][];
  return { kind, ...more };
}

/** What every arm says of the records with the word `common`: ids and versions. */
async function everything(context: StoreContext): Promise<Record<string, unknown>> {
  const { candidates = [] } = context.arms.includes("lexical") ? await context.lexical(["common"], { radius: 2 }) : {};
  const time = context.arms.includes("time") ? await context.time() : [];
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
  const first = Math.min(...candidates.map(({ position }) => position));
  return {
    lexical: candidates.map(({ score: _score, position, ...rest }) => ({ ...rest, position: position - first })).toSorted(byId),
    vector: context.arms.includes("vector") ? await context.found("vector") : [],
    time: time.toSorted(byId),
    scan: await scanned(context),
  };
}

/** What a scan yields, as sorted text. */
async function scanned({ store, space }: StoreContext): Promise<string[]> {
  const items = await collect(store.scan(space));
  return items.map(({ id, version, arm, embedder }) => [id, version, arm, embedder ?? ""].join(" ")).sort();
}

export const applyClauses: readonly Clause<StoreContext>[] = inArea("apply", [
  {
    title: "shows a change to every arm as soon as it is applied",
    async run(context) {
      const { id } = await context.writeOne(draft(context));
      for (const arm of context.arms) expect(await context.found(arm), arm).toEqual([id]);
    },
  },
  {
    title: "comes to the same when changes are applied twice",
    async run(context) {
      const drafts = ["a", "b", "c"].map((word) => draft(context, { terms: ["common", word], group: "g" }));
      const records = await context.write(drafts);
      const before = await everything(context);
      const changes = records.map((record, at) => putChange(record, drafts[at] ?? {}));
      await context.apply(changes);
      await context.apply(changes.toReversed());
      expect(await everything(context)).toEqual(before);
    },
  },
  {
    title: "shows the newest version only",
    async run(context) {
      const { id } = await context.writeOne(draft(context, { terms: ["common", "old"] }));
      await context.writeOne(draft(context, { id, terms: ["common", "new"] }));
      for (const arm of context.arms) expect(await context.found(arm), arm).toEqual([id]);
      if (!context.arms.includes("lexical")) return;
      expect((await context.lexical(["old"])).candidates).toEqual([]);
      expect((await context.lexical(["new"])).candidates).toMatchObject([{ id, version: 2, terms: ["common", "new"] }]);
      expect((await context.lexical(["old", "new"])).statistics).toEqual({ documents: 1, averageLength: 2, frequencies: [0, 1] });
    },
  },
  {
    title: "never lets an older version replace a newer one",
    async run(context) {
      const old = draft(context, { terms: ["common", "old"], group: "g", occurredAt: instant(1) });
      const first = await context.writeOne(old);
      await context.writeOne(draft(context, { id: first.id, terms: ["common", "new"], group: "g", occurredAt: instant(2) }));
      const before = await everything(context);
      await context.apply([putChange(first, old)]);
      expect(await everything(context)).toEqual(before);
    },
  },
  {
    title: "lets no late change bring back a record that was removed",
    async run(context) {
      const first = await context.writeOne(draft(context));
      const kept = await context.writeOne(draft(context));
      await context.remove([first.id]);
      await context.apply([putChange(first, draft(context))]);
      for (const arm of context.arms) expect(await context.found(arm), arm).toEqual([kept.id]);
    },
  },
  {
    title: "lets no late removal take away a record that was written again",
    async run(context) {
      const { id } = await context.writeOne(draft(context));
      await context.remove([id]);
      const { version, seq } = await context.writeOne(draft(context, { id }));
      await context.apply([{ type: "remove", seq: seq - 1, id, version: version - 1 }]);
      for (const arm of context.arms) expect(await context.found(arm), arm).toEqual([id]);
    },
  },
  {
    title: "removes a record from every arm, and takes what is not there as removed",
    async run(context) {
      const [gone, kept] = await context.write([draft(context, { terms: ["common", "gone"] }), draft(context)]);
      await context.remove([gone?.id ?? ""]);
      const again: IndexedChange = { type: "remove", seq: 9, id: gone?.id ?? "", version: 9 };
      await context.apply([again, { ...again, id: "019a0000-0000-7000-8000-000000000000" }]);
      for (const arm of context.arms) expect(await context.found(arm), arm).toEqual([kept?.id]);
      for (const item of await scanned(context)) expect(item).toContain(kept?.id);
      if (context.arms.includes("lexical"))
        expect((await context.lexical(["gone"])).statistics).toEqual({ documents: 1, averageLength: 1, frequencies: [0] });
    },
  },
  {
    title: "takes a record out of every arm when its new version has no document",
    async run(context) {
      const { id } = await context.writeOne(draft(context));
      await context.writeOne(draft(context, { id, terms: null }));
      for (const arm of context.arms) expect(await context.found(arm), arm).toEqual([]);
      expect(await collect(context.store.scan(context.space))).toEqual([]);
    },
  },
  {
    title: "holds nothing of a record without a document, its time included",
    async run(context) {
      await context.writeOne(draft(context, { terms: null, occurredAt: instant(1) }));
      for (const arm of context.arms) expect(await context.found(arm), arm).toEqual([]);
      expect(await collect(context.store.scan(context.space))).toEqual([]);
    },
  },
  {
    title: "adds a vector that comes later and disturbs nothing else",
    unless: (context) => (context.kinds("vector").length === 0 ? "has no vector arm" : undefined),
    async run(context) {
      const kind = context.kind("vector");
      const drafts: Draft[] = ["a", "b"].map((word) => ({ kind, terms: ["common", word], group: "g" }));
      const records = await context.write(drafts);
      const before = await everything(context);
      const [first] = records as [MemoryRecord];
      const { vector: _vector, ...put } = putChange(first, drafts[0] ?? {});
      await context.apply([{ ...put, vector: { embedder: "another", values: Float32Array.of(0, 1) } }]);
      const { scan: _before, ...arms } = before;
      expect(await everything(context)).toMatchObject(arms);
      expect(await context.vector(Float32Array.of(0, 1), { embedder: "another" })).toMatchObject([
        { id: first.id, version: first.version },
      ]);
    },
  },
  {
    title: "keeps the vector of a version that comes again without one",
    unless: (context) => (context.kinds("vector").length === 0 ? "has no vector arm" : undefined),
    async run(context) {
      const kind = context.kind("vector");
      const record = await context.writeOne({ kind });
      const { vector: _vector, ...put } = putChange(record, { kind });
      await context.apply([put]);
      expect(await context.found("vector")).toEqual([record.id]);
      expect(await scanned(context)).toContain([record.id, record.version, "vector", embedderId].join(" "));
    },
  },
  {
    title: "takes batches of the size it declares",
    async run(context) {
      const { maxBatch = 256 } = context.store.capabilities;
      const drafts = Array.from({ length: Math.min(maxBatch, 1000) }, () => draft(context));
      const records = await context.write(drafts);
      for (const arm of context.arms) expect(await context.found(arm), arm).toEqual(records.map(({ id }) => id).toSorted());
    },
  },
]);

export const scanClauses: readonly Clause<StoreContext>[] = inArea("scan and drop", [
  {
    title: "scans one item for each arm's copy of a record",
    async run(context) {
      const kinds = Object.keys(context.store.capabilities.serves) as MemoryRecord["kind"][];
      const records = await context.write(kinds.flatMap((kind) => [{ kind }, { kind }, { kind, terms: null }]));
      const { id } = await context.writeOne({ ...draft(context), id: records[0]?.id ?? "" });
      const expected = records.flatMap((record) => {
        // Rows are asked as the journal has them, so SQL keeps no copies.
        const arms: readonly Arm[] = record.index
          ? (context.store.capabilities.serves[record.kind] ?? []).filter((arm) => arm !== "sql")
          : [];
        const version = record.id === id ? 2 : 1;
        return arms.map((arm) => [record.id, version, arm, arm === "vector" ? embedderId : ""].join(" "));
      });
      expect(await scanned(context)).toEqual(expected.sort());
    },
  },
  {
    title: "forgets a dropped space and can be filled again",
    async run(context) {
      const drafts = ["a", "b", "c"].map((word) => draft(context, { terms: ["common", word], group: "g" }));
      const records = await context.write(drafts);
      const before = await everything(context);
      await context.store.drop(context.space);
      for (const arm of context.arms) expect(await context.found(arm), arm).toEqual([]);
      expect(await collect(context.store.scan(context.space))).toEqual([]);
      await context.apply(records.map((record, at) => putChange(record, drafts[at] ?? {})));
      expect(await everything(context)).toEqual(before);
    },
  },
  {
    title: "drops a space that never was",
    async run(context) {
      await context.store.drop(context.space);
      expect(await collect(context.store.scan(context.space))).toEqual([]);
    },
  },
]);
