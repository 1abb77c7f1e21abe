import type { Entry, EntryPage } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { expectError } from "../expect-error.ts";
import { noTexts } from "../hostile-text.ts";
import { Random, suiteSeed } from "../random.ts";
import { instant, type JournalContext } from "./journal-context.ts";

/** Every entry of a list, page by page. */
async function allEntries(context: JournalContext, page: EntryPage): Promise<Entry[]> {
  const items: Entry[] = [];
  let cursor: string | undefined;
  do {
    const found = await context.journal.entries(context.space, cursor === undefined ? page : { ...page, cursor });
    items.push(...found.items);
    cursor = found.next;
  } while (cursor !== undefined && items.length < 10_000);
  return items;
}

const seqsOf = (entries: readonly Entry[]): number[] => entries.map(({ seq }) => seq);

export const entriesClauses: readonly Clause<JournalContext>[] = inArea("entries", [
  {
    title: "lists the entries that a reading gives, the newest first unless told otherwise",
    async run(context) {
      const { id } = await context.write({ tags: ["a"], body: Uint8Array.of(1, 2) });
      await context.write({ attributes: { n: 1 } }, { id });
      await context.append(context.delete(id));
      const read = await context.entries();
      expect(await allEntries(context, {})).toEqual(read.toReversed());
      expect(await allEntries(context, { order: "ascending" })).toEqual(read);
      expect(await context.journal.entries(context.otherSpace("empty"), {})).toEqual({ items: [] });
    },
  },
  {
    title: "lists exactly the entries between two seqs, on pages of any size, both ways",
    async run(context) {
      await context.append(...Array.from({ length: 30 }, () => context.put()));
      const random = new Random(suiteSeed);
      for (let round = 0; round < 60; round += 1) {
        const after = random.chance(0.7) ? random.integer(0, 32) : undefined;
        const below = random.chance(0.7) ? random.integer(0, 40) : undefined;
        const order = random.pick(["ascending", "descending"] as const);
        const expected = Array.from({ length: 30 }, (_, at) => at + 1).filter((seq) => seq > (after ?? 0) && seq < (below ?? 99));
        const page = { limit: random.integer(1, 31), order, ...(after !== undefined && { after }), ...(below !== undefined && { below }) };
        expect(seqsOf(await allEntries(context, page)), `seed ${random.seed}, round ${round}, ${JSON.stringify(page)}`).toEqual(
          order === "ascending" ? expected : expected.toReversed(),
        );
      }
    },
  },
  {
    title: "ends with a page of entries that has no next, also when it is full",
    async run(context) {
      await context.append(...Array.from({ length: 6 }, () => context.put()));
      const { items, next = "" } = await context.journal.entries(context.space, { limit: 3 });
      expect([seqsOf(items), next === ""]).toEqual([[6, 5, 4], false]);
      const second = await context.journal.entries(context.space, { limit: 3, cursor: next });
      expect([seqsOf(second.items), second.next]).toEqual([[3, 2, 1], undefined]);
    },
  },
  {
    title: "gives 100 entries a page unless told otherwise, and up to 1,000",
    async run(context) {
      await context.append(...Array.from({ length: 103 }, () => context.put()));
      expect((await context.journal.entries(context.space, {})).items).toHaveLength(100);
      expect((await context.journal.entries(context.space, { limit: 1000 })).items).toHaveLength(103);
    },
  },
  {
    title: "lists each entry once while more are appended between pages",
    async run(context) {
      await context.append(...Array.from({ length: 5 }, () => context.put()));
      const newest = await context.journal.entries(context.space, { limit: 3 });
      const oldest = await context.journal.entries(context.space, { limit: 3, order: "ascending" });
      await context.append(context.put(), context.put());
      const older = await context.journal.entries(context.space, { limit: 9, cursor: newest.next ?? "" });
      const newer = await context.journal.entries(context.space, { limit: 9, order: "ascending", cursor: oldest.next ?? "" });
      expect([seqsOf(older.items), seqsOf(newer.items)]).toEqual([
        [2, 1],
        [4, 5, 6, 7],
      ]);
    },
  },
  {
    title: "lists an erased entry without payload",
    async run(context) {
      const { id } = await context.write({ body: { text: "canary" } });
      await context.journal.erase(context.space, [id], { recordedAt: instant(2) });
      const entries = await allEntries(context, {});
      expect(entries.map(({ operation, content, origin, salt }) => [operation, content, origin, salt])).toEqual([
        ["erase", undefined, undefined, undefined],
        ["put", undefined, undefined, undefined],
      ]);
    },
  },
  {
    title: "refuses what never was a cursor of entries, of whatever type",
    async run(context) {
      await context.write();
      for (const cursor of ["", "x", "-1", "1.5", "[]", "1e9", "' OR 1=1 --", ...noTexts])
        await expectError("QUERY_INVALID", context.journal.entries(context.space, { cursor: cursor as string }));
    },
  },
]);
