import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { instant } from "../journal/journal-context.ts";
import type { StoreContext } from "./store-context.ts";

const needsArm = (context: StoreContext): string | undefined => (context.kinds("time").length === 0 ? "has no time arm" : undefined);

/** Records that tell of the minutes 1 to 6, half of them by occurredAt, written in another order. */
async function writeTimes(context: StoreContext): Promise<Map<string, number>> {
  const minutes = [4, 1, 6, 3, 5, 2];
  const kind = context.kind("time");
  const drafts = minutes.map((minute) => ({
    kind,
    tags: minute % 2 === 0 ? ["even"] : [],
    ...(minute % 2 === 0 ? { createdAt: instant(minute) } : { createdAt: instant(90), occurredAt: instant(minute) }),
  }));
  const records = await context.write(drafts);
  return new Map(records.map(({ id }, at) => [id, minutes[at] ?? 0]));
}

export const timeClauses: readonly Clause<StoreContext>[] = inArea("time", [
  {
    title: "orders records by the time they tell of: occurredAt, else createdAt",
    unless: needsArm,
    async run(context) {
      const minutes = await writeTimes(context);
      const newest = await context.time({ order: "newest" });
      expect(newest.map(({ id }) => minutes.get(id))).toEqual([6, 5, 4, 3, 2, 1]);
      for (const { id, score, version } of newest) expect([score, version]).toEqual([Date.parse(instant(minutes.get(id) ?? 0)), 1]);
      expect((await context.time({ order: "oldest" })).map(({ id }) => minutes.get(id))).toEqual([1, 2, 3, 4, 5, 6]);
    },
  },
  {
    title: "includes the start of a range and excludes its end",
    unless: needsArm,
    async run(context) {
      const minutes = await writeTimes(context);
      const found = async (query: object): Promise<unknown[]> =>
        (await context.time({ order: "oldest", ...query })).map(({ id }) => minutes.get(id));
      expect(await found({ from: instant(2), below: instant(5) })).toEqual([2, 3, 4]);
      expect(await found({ from: instant(5) })).toEqual([5, 6]);
      expect(await found({ below: instant(2) })).toEqual([1]);
      expect(await found({ from: instant(7) })).toEqual([]);
    },
  },
  {
    title: "filters before it applies the limit, and keeps the first by order",
    unless: needsArm,
    async run(context) {
      const minutes = await writeTimes(context);
      const first = await context.time({ order: "oldest", limit: 2 });
      expect(first.map(({ id }) => minutes.get(id))).toEqual([1, 2]);
      if (!context.filters) return;
      const even = await context.time({ order: "oldest", limit: 2, filter: { tag: "even" } });
      expect(even.map(({ id }) => minutes.get(id))).toEqual([2, 4]);
    },
  },
  {
    title: "follows a record to the time its new version tells of",
    unless: needsArm,
    async run(context) {
      const kind = context.kind("time");
      const { id } = await context.writeOne({ kind, occurredAt: instant(1) });
      await context.writeOne({ kind, id, occurredAt: instant(5) });
      expect(await context.time({ below: instant(5) })).toEqual([]);
      expect(await context.time({})).toMatchObject([{ id, version: 2, score: Date.parse(instant(5)) }]);
    },
  },
]);
