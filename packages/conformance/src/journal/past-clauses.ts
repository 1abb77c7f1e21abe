import type { MemoryRecord, RecordId, RecordRef, Seq } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { expectError } from "../expect-error.ts";
import { Random, suiteSeed } from "../random.ts";
import { instant, type JournalContext } from "./journal-context.ts";
import { listAll } from "./list-clauses.ts";
import { anyPastPage, anyRef, writeRandomHistory } from "./random-history.ts";
import { isNamed, listed, replayed } from "./replay.ts";

async function getThen(context: JournalContext, ref: RecordRef, asOf: Seq): Promise<MemoryRecord | undefined> {
  return (await context.journal.get(context.space, [ref], { asOf }))[0];
}

function countsOf(records: readonly MemoryRecord[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of records) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const idsOf = (records: readonly MemoryRecord[]): RecordId[] => records.map(({ id }) => id);

export const pastClauses: readonly Clause<JournalContext>[] = inArea("past", [
  {
    title: "gets each version after the entry that wrote it, and until the next",
    async run(context) {
      const first = await context.write({ tags: ["first"] });
      const other = await context.write();
      const second = await context.write({ tags: ["second"] }, { id: first.id });
      await context.append(context.delete(first.id));
      const third = await context.write({ tags: ["third"] }, { id: first.id });
      const seen = [];
      for (let asOf = 0; asOf <= 6; asOf += 1) seen.push(await getThen(context, first.id, asOf));
      expect(seen).toEqual([undefined, first, first, second, undefined, third, third]);
      expect(await context.journal.get(context.space, [other.id, context.newId(), first.id, other.id], { asOf: 3 })).toEqual([
        other,
        second,
        other,
      ]);
      expect(await context.journal.get(context.space, [], { asOf: 3 })).toEqual([]);
    },
  },
  {
    title: "gets records by the names they had then",
    async run(context) {
      const named = { kind: "row", collection: "c", key: "k" } as const;
      const first = await context.write(named);
      const renamed = await context.write({ ...named, key: "other" }, { id: first.id });
      const second = await context.write(named);
      await context.append(context.delete(second.id));
      const seen = [];
      for (let asOf = 0; asOf <= 5; asOf += 1) seen.push(await getThen(context, named, asOf));
      expect(seen).toEqual([undefined, first, undefined, second, undefined, undefined]);
      expect(await getThen(context, { ...named, key: "other" }, 2)).toEqual(renamed);
      expect(await getThen(context, { ...named, key: "other" }, 1)).toBeUndefined();
    },
  },
  {
    title: "lists what was deleted since, and neither later records nor later versions",
    async run(context) {
      const [kept, gone] = [await context.write({ tags: ["then"] }), await context.write()];
      await context.write({ tags: ["now"] }, { id: kept.id });
      await context.append(context.delete(gone.id));
      const late = await context.write();
      expect(await listAll(context, { asOf: 2 })).toEqual([kept, gone]);
      expect(await listAll(context, { asOf: 3, order: "descending" })).toMatchObject([gone, { id: kept.id, tags: ["now"] }]);
      expect(idsOf(await listAll(context, { asOf: 4 }))).toEqual([kept.id]);
      expect(idsOf(await listAll(context, { asOf: 5 }))).toEqual([kept.id, late.id]);
    },
  },
  {
    title: "takes 0 for before the first entry, and past the head for the present",
    async run(context) {
      const record = await context.write({ collection: "c", key: "k" });
      for (const page of [{}, { kind: "message" }, { collection: "c", by: "key" }] as const) {
        expect(await context.journal.list(context.space, { ...page, asOf: 0 })).toEqual({ items: [] });
        expect(await context.journal.list(context.space, { ...page, asOf: 99 })).toEqual({ items: [record] });
        expect(await context.journal.list(context.otherSpace("empty"), { ...page, asOf: 9 })).toEqual({ items: [] });
      }
      expect([await getThen(context, record.id, 0), await getThen(context, record.id, 99)]).toEqual([undefined, record]);
    },
  },
  {
    title: "shows nothing of an erased record in any past, and of one written again only what came after",
    async run(context) {
      const named = { collection: "c", key: "k" };
      const { id, kind } = await context.write({ ...named, body: { text: "canary" } });
      await context.write({ body: { text: "canary" }, ...named, key: "moved" }, { id });
      await context.append(context.delete(id));
      await context.journal.erase(context.space, [id], { recordedAt: instant(2) });
      const again = await context.write(named, { id });
      for (let asOf = 0; asOf <= 4; asOf += 1) {
        expect(await getThen(context, id, asOf)).toBeUndefined();
        for (const key of ["k", "moved"]) expect(await getThen(context, { kind, collection: "c", key }, asOf)).toBeUndefined();
        for (const page of [{}, { kind }, { collection: "c", by: "key" }] as const)
          expect(await listAll(context, { ...page, asOf })).toEqual([]);
      }
      expect(await listAll(context, { asOf: 5 })).toEqual([again]);
      expect(await getThen(context, { kind, ...named }, 5)).toEqual(again);
    },
  },
  {
    title: "equals a replay of the journal at every entry of a random history, by any ref and any condition",
    async run(context) {
      const random = new Random(suiteSeed);
      const cast = await writeRandomHistory(context, random, 60);
      const entries = await context.entries();
      for (let asOf = 0; asOf <= entries.length; asOf += 1) {
        const said = `seed ${random.seed}, after entry ${asOf}`;
        const then = replayed(entries, asOf);
        expect(await listAll(context, { asOf, limit: 5 }), said).toEqual(then);
        expect(await context.journal.count(context.space, { asOf }), said).toEqual(countsOf(then));
        const refs = Array.from({ length: 6 }, () => anyRef(random, cast));
        expect(await context.journal.get(context.space, refs, { asOf }), `${said}, ${JSON.stringify(refs)}`).toEqual(
          refs.flatMap((ref) => then.filter((record) => isNamed(record, ref))),
        );
        const page = anyPastPage(random, cast);
        expect(await listAll(context, { ...page, asOf }), `${said}, ${JSON.stringify(page)}`).toEqual(listed(then, page));
      }
    },
  },
  {
    title: "lists an earlier moment below any number of later records, whatever the order of their ids",
    async run(context) {
      const random = new Random(suiteSeed);
      const ids = Array.from({ length: 800 }, () => context.newId());
      // The first half rises, as ids do; the second comes in any order, some of it below what was there.
      const order = [
        ...ids.slice(0, 500).filter((_, at) => at % 5 !== 0),
        ...random.shuffle(ids.filter((_, at) => at % 5 === 0 || at >= 500)),
      ];
      for (let from = 0; from < order.length; from += 100)
        await context.append(...order.slice(from, from + 100).map((id) => context.put({}, { id })));
      await context.append(...order.slice(200, 300).map((id) => context.delete(id)));
      for (const asOf of [1, 100, 255, 256, 257, 400, 511, 512, 513, 790, 800, 850, 900]) {
        const there = order.slice(0, asOf).filter((id) => asOf - 800 <= order.indexOf(id) - 200 || !order.slice(200, 300).includes(id));
        const sorted = there.toSorted();
        const page = { kind: "message", asOf, limit: 7 } as const;
        expect(idsOf((await context.journal.list(context.space, page)).items)).toEqual(sorted.slice(0, 7));
        const newest = await context.journal.list(context.space, { ...page, order: "descending" });
        expect(idsOf(newest.items), `after entry ${asOf}`).toEqual(sorted.toReversed().slice(0, 7));
      }
    },
  },
  {
    title: "keeps the pages of an earlier moment as they were while records come, change and go",
    async run(context) {
      const records = [];
      for (let at = 0; at < 9; at += 1) records.push(await context.write());
      const first = await context.journal.list(context.space, { asOf: 9, limit: 4 });
      await context.append(context.delete(records[5]?.id ?? ""), context.put({}, { id: records[6]?.id ?? "" }), context.put());
      const cursor = first.next ?? "";
      expect((await context.journal.list(context.space, { asOf: 9, limit: 9, cursor })).items).toEqual(records.slice(4));
      await expectError("QUERY_INVALID", context.journal.list(context.space, { asOf: 8, cursor }));
      await expectError("QUERY_INVALID", context.journal.list(context.space, { cursor }));
    },
  },
  {
    title: "has the past of a space that was restored",
    async run(context) {
      const random = new Random(suiteSeed);
      const cast = await writeRandomHistory(context, random, 40);
      await context.append(...Array.from({ length: 300 }, () => context.put()));
      const entries = await context.entries();
      const copy = context.otherSpace("copy");
      const stream = async function* (): AsyncGenerator<(typeof entries)[number]> {
        yield* entries;
      };
      await context.journal.restore(copy, stream(), () => undefined);
      for (let asOf = 0; asOf <= entries.length; asOf += random.integer(1, 30)) {
        const then = replayed(entries, asOf);
        for (const page of [{ limit: 1_000 }, { ...anyPastPage(random, cast), limit: 1_000 }])
          expect((await context.journal.list(copy, { ...page, asOf })).items, `seed ${random.seed}, after entry ${asOf}`).toEqual(
            listed(then, page),
          );
      }
      await context.journal.append(copy, [context.delete(someOf(entries))], { recordedAt: instant(99) });
      expect((await context.journal.list(copy, { asOf: entries.length, limit: 1_000 })).items).toEqual(replayed(entries, entries.length));
    },
  },
]);

/** A record that is there in the end. */
function someOf(entries: Parameters<typeof replayed>[0]): RecordId {
  return replayed(entries, entries.length)[0]?.id ?? "";
}
