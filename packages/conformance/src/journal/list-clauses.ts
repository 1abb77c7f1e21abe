import { compareCodePoints, type ListPage, type MemoryRecord, type RecordId } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { hostileTexts } from "../hostile-text.ts";
import { Random, suiteSeed } from "../random.ts";
import { instant, type JournalContext } from "./journal-context.ts";

/** Every record of a list, page by page. */
export async function listAll(context: JournalContext, page: ListPage): Promise<MemoryRecord[]> {
  const items: MemoryRecord[] = [];
  let cursor: string | undefined;
  do {
    const found = await context.journal.list(context.space, cursor === undefined ? page : { ...page, cursor });
    items.push(...found.items);
    cursor = found.next;
  } while (cursor !== undefined && items.length < 10_000);
  return items;
}

const idsOf = (records: readonly MemoryRecord[]): RecordId[] => records.map(({ id }) => id);

/** Forty records written in another order than that of their ids, with something of everything one can list by. */
async function writeMany(context: JournalContext, random: Random): Promise<MemoryRecord[]> {
  const ids = Array.from({ length: 40 }, () => context.newId());
  const parents = [context.newId(), context.newId()];
  const keys = random.shuffle(hostileTexts);
  const puts = ids.map((id, at) => {
    const named = random.chance(0.6) ? { collection: random.pick(["c", "C", "c%"]), key: keys[at % keys.length] ?? "" } : {};
    const kind = random.pick(["message", "passage", "row"] as const);
    const origin = { channel: "user", trust: "user", parents: random.sample(parents, 0, 2) } as const;
    return context.put(
      { kind, body: { text: "x" }, createdAt: instant(random.integer(0, 9)), tags: random.sample(["a", "ab", "a,b", "%"], 0, 3), ...named },
      { id, origin },
    );
  });
  await context.append(...random.shuffle(puts));
  const records = await context.journal.get(context.space, ids);
  expect(records).toHaveLength(40);
  return [...records];
}

function randomPage(random: Random, records: readonly MemoryRecord[]): ListPage {
  const some = random.pick(records);
  const collection = random.chance(0.5) ? random.pick(["c", "C", "c%"]) : undefined;
  return {
    limit: random.integer(1, 45),
    order: random.pick(["ascending", "descending"]),
    ...(random.chance(0.4) && { kind: random.pick(["message", "passage", "row"] as const) }),
    ...(random.chance(0.2) && { afterId: some.id }),
    ...(random.chance(0.2) && { beforeId: random.pick(records).id }),
    ...(random.chance(0.2) && { createdFrom: instant(random.integer(0, 9)) }),
    ...(random.chance(0.2) && { createdBelow: instant(random.integer(0, 9)) }),
    ...(random.chance(0.2) && { tag: random.pick(["a", "ab", "a,b", "%", "b"]) }),
    ...(random.chance(0.2) && some.origin.parents?.[0] !== undefined && { parent: some.origin.parents[0] }),
    ...(collection !== undefined && { collection, by: random.pick(["id", "key"] as const) }),
    ...(collection !== undefined && random.chance(0.3) && { keyFrom: random.pick(hostileTexts) }),
    ...(collection !== undefined && random.chance(0.3) && { keyBelow: random.pick(hostileTexts) }),
  };
}

function expectedIds(records: readonly MemoryRecord[], page: ListPage): RecordId[] {
  const key = (record: MemoryRecord): string => record.key ?? "";
  const found = records.filter(
    (record) =>
      record.kind === (page.kind ?? record.kind) &&
      record.collection === (page.collection ?? record.collection) &&
      (page.keyFrom === undefined || compareCodePoints(key(record), page.keyFrom) >= 0) &&
      (page.keyBelow === undefined || compareCodePoints(key(record), page.keyBelow) < 0) &&
      record.id > (page.afterId ?? "") &&
      record.id < (page.beforeId ?? "~") &&
      record.createdAt >= (page.createdFrom ?? "") &&
      record.createdAt < (page.createdBelow ?? "~") &&
      (page.tag === undefined || record.tags.includes(page.tag)) &&
      (page.parent === undefined || record.origin.parents?.includes(page.parent) === true),
  );
  const byId = (a: MemoryRecord, b: MemoryRecord): number => (a.id < b.id ? -1 : 1);
  found.sort((a, b) => (page.by === "key" ? compareCodePoints(key(a), key(b)) || byId(a, b) : byId(a, b)));
  return idsOf(page.order === "descending" ? found.toReversed() : found);
}

export const listClauses: readonly Clause<JournalContext>[] = inArea("list", [
  {
    title: "lists by id, whatever order the records were written in, both ways",
    async run(context) {
      const ids = idsOf(await writeMany(context, new Random(suiteSeed)));
      expect(idsOf(await listAll(context, { limit: 7 }))).toEqual(ids);
      expect(idsOf(await listAll(context, { limit: 7, order: "descending" }))).toEqual(ids.toReversed());
    },
  },
  {
    title: "lists by key in code-point order, both ways",
    async run(context) {
      await context.append(...new Random(suiteSeed).shuffle(hostileTexts).map((key) => context.put({ collection: "c", key })));
      const sorted = hostileTexts.toSorted(compareCodePoints);
      const page = { collection: "c", by: "key", limit: 4 } as const;
      expect((await listAll(context, page)).map(({ key }) => key)).toEqual(sorted);
      expect((await listAll(context, { ...page, order: "descending" })).map(({ key }) => key)).toEqual(sorted.toReversed());
    },
  },
  {
    title: "lists exactly the records that meet all conditions, on pages of any size",
    async run(context) {
      const random = new Random(suiteSeed);
      const records = await writeMany(context, random);
      for (let round = 0; round < 120; round += 1) {
        const page = randomPage(random, records);
        expect(idsOf(await listAll(context, page)), `seed ${random.seed}, round ${round}, ${JSON.stringify(page)}`).toEqual(
          expectedIds(records, page),
        );
      }
    },
  },
  {
    title: "ends with a page that has no next, also when it is full",
    async run(context) {
      await context.append(...Array.from({ length: 6 }, () => context.put()));
      const first = await context.journal.list(context.space, { limit: 3 });
      expect(first.next).toBeDefined();
      const second = await context.journal.list(context.space, { limit: 3, cursor: first.next ?? "" });
      expect(second.items).toHaveLength(3);
      expect(second.next).toBeUndefined();
      expect(await context.journal.list(context.otherSpace("empty"), {})).toEqual({ items: [] });
    },
  },
  {
    title: "gives 100 records a page unless told otherwise, and up to 1,000",
    async run(context) {
      await context.append(...Array.from({ length: 103 }, () => context.put()));
      expect((await context.journal.list(context.space, {})).items).toHaveLength(100);
      expect((await context.journal.list(context.space, { limit: 1000 })).items).toHaveLength(103);
    },
  },
  {
    title: "shows each record once, in its current version, and no deleted one",
    async run(context) {
      const [kept, gone] = [await context.write(), await context.write()];
      const newest = await context.write({ tags: ["newest"] }, { id: kept.id });
      await context.append(context.delete(gone.id));
      expect(await listAll(context, {})).toEqual([newest]);
    },
  },
  {
    title: "shows none twice and misses none while records come and go between pages",
    async run(context) {
      const ids = Array.from({ length: 30 }, () => context.newId());
      const put = (id: RecordId | undefined): ReturnType<JournalContext["put"]> => context.put({}, id === undefined ? {} : { id });
      const there = ids.filter((_, at) => at % 2 === 0);
      await context.append(...there.map(put));
      const first = await context.journal.list(context.space, { limit: 5 });
      await context.append(put(ids[1]), put(ids[21]), context.delete(ids[8] ?? ""));
      const rest: RecordId[] = [];
      for (let cursor = first.next; cursor !== undefined;) {
        const page = await context.journal.list(context.space, { limit: 5, cursor });
        rest.push(...idsOf(page.items));
        cursor = page.next;
      }
      expect(idsOf(first.items)).toEqual(there.slice(0, 5));
      expect(rest).toEqual([...there.slice(5), ids[21] ?? ""].toSorted());
    },
  },
]);
